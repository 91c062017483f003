import type { Hono } from 'hono'
import { ok } from '#domain/shared/result.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { type Access, mayEnter } from './endpoint.ts'
import { type Member, memberOf } from './member.ts'
import { events, nothing } from './respond.ts'

/**
 * An address at which a page hears that it is out of date. What changed it asks for as anybody would; that somebody began to follow is
 * on record as `audit`, and stands for what her page then reads by itself.
 */
export type EventStream = { readonly path: `/${string}`; readonly access: Access; readonly audit: string }

const text = new TextEncoder()
/** How soon a browser comes back after the stream broke; sent first, so that the answer's head leaves at once. */
const OPENED = text.encode('retry: 2000\n\n')
const CHANGED = text.encode('data: changed\n\n')
const ALIVE = text.encode(':\n\n')
/** Shorter than the patience of proxies; as often it is asked whether the session still holds. */
const ALIVE_MS = 15_000

export function mountStreams(app: Hono, house: House, streams: readonly EventStream[]): void {
  for (const { path, access, audit } of streams) {
    app.on(
      'GET',
      STAFF_LANGUAGES.map(each => `/${each}${path}`),
      async c => {
        const member = await present(house, c.req.raw.headers)
        if (!member) return nothing(401)
        if (!mayEnter(access, member.role)) return nothing(403)
        const body = streamTo(house, member, c.req.raw.headers)
        if (!body) return nothing(429)
        await transact(house, member, async ctx => ok(ctx.audit(audit, [])))
        return events(body)
      },
    )
  }
}

/** Who listens, without prolonging the session: a page that is left open falls idle like any other. */
async function present(house: House, headers: Headers): Promise<Member | null> {
  const session = await house.auth.sessionOf(headers, true)
  return session && session.twoFactor !== 'must-enrol' ? memberOf(house.pool, session.userId) : null
}

/** Null where the person listens often enough already. */
function streamTo(house: House, member: Member, headers: Headers): ReadableStream<Uint8Array> | null {
  let sink: ReadableStreamDefaultController<Uint8Array> | null = null
  // Who reads slowly has an event waiting already, and one says as much as ten.
  const send = (bytes: Uint8Array) => {
    if (sink && (sink.desiredSize ?? 0) > 0) sink.enqueue(bytes)
  }
  const end = () => {
    clearInterval(alive)
    leave?.()
    sink?.close()
    sink = null
  }
  const leave = house.live.follow(member, { changed: () => send(CHANGED), end })
  if (!leave) return null
  const alive = setInterval(async () => {
    const still = await present(house, headers).catch(() => member)
    if (still?.agencyId === member.agencyId && still.role === member.role) send(ALIVE)
    else end()
  }, ALIVE_MS)
  alive.unref()
  return new ReadableStream(
    {
      start: controller => {
        sink = controller
        controller.enqueue(OPENED)
      },
      cancel: () => {
        sink = null
        end()
      },
    },
    { highWaterMark: 3 },
  )
}
