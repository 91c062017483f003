import { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { parts } from '#start/parts.ts'
import { type Answer, type App, caller, tokenFor } from './client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from './house.ts'
import { must, run } from './thread.ts'

/** What a phone gets for a code. */
export type Enrolled = { deviceId: string; token: string; secret: string; check: string }

/** Something that a device may call, beside what it really calls. */
const probe = endpoint({
  method: 'post',
  path: '/api/v1/field/probe',
  summary: 'Says which device called',
  access: CASE_LEADERS,
  device: true,
  input: z.strictObject({}),
  output: z.object({ deviceId: z.string().nullable() }),
  run: async ({ actor }) => ok({ deviceId: actor.deviceId ?? null }),
})

export type FieldDesk = Awaited<ReturnType<typeof openFieldDesk>>

/** An officer, the administrator of her agency, and phones. */
export async function openFieldDesk() {
  const house = await openTestHouse({ demo: true, behindProxy: true })
  const app = buildApp(house.house, { ...parts, endpoints: [...parts.endpoints, probe] })
  const officer = await addActor(house, 'officer')
  const administrator = await addStaff(house, officer.agencyId, 'administrator')
  const phone = phonesOf(app)

  const asked = async (device: Enrolled) => {
    const { body } = await phone().state(proofOf(device))
    const called = await caller(app, device.token)('post', '/api/v1/field/probe', {})
    return { sends: called.status, state: body.state }
  }
  return {
    house,
    app,
    officer,
    administrator,
    phone,
    enrolled: (owner: Actor = officer) => enrolled(house, phone, owner),
    /** What its token is answered with, and what it hears of itself. */
    asked,
    revoke: async (as: Actor, { deviceId }: Enrolled) =>
      caller(app, await tokenFor(house, as))('post', `/api/v1/devices/${deviceId}/revoke`, {}),
    /** The list as somebody sees it. */
    listed: async (as: Actor): Promise<Record<string, unknown>[]> => {
      const { body } = await caller(app, await tokenFor(house, as))('get', '/api/v1/devices?limit=100')
      return body.items as Record<string, unknown>[]
    },
  }
}

export const proofOf = ({ deviceId, check }: Enrolled) => ({ deviceId, check })
export const enrolledIn = ({ body }: Answer) => body as Enrolled

/** Each phone in a network of its own, so that no test is slowed down by the tries of another. */
function phonesOf(app: App) {
  let networks = 0
  return (ip = `10.1.${Math.floor(++networks / 250)}.${networks % 250}`) => {
    const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      caller(app, null)('post', `/api/v1/field/${path}`, body, { 'x-forwarded-for': ip, ...headers })
    return {
      send,
      enrol: (code: string) => send('enrol', { code }),
      state: (of: unknown) => send('state', of),
      wiped: (of: unknown) => send('wiped', of),
    }
  }
}

async function enrolled(house: TestHouse, phone: ReturnType<typeof phonesOf>, owner: Actor): Promise<Enrolled> {
  const { code } = must(await run(house, owner, makeOwnCode, { label: 'Invented phone' }))
  return enrolledIn(await phone().enrol(code))
}
