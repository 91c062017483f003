import type { Role } from '#domain/access/roles.ts'
import type { Address } from '#server/db/client.ts'
import type { Actor } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import type { Account } from '#start/demo/accounts.ts'
import { prepareDemo } from '#start/demo/prepare-demo.ts'
import { listen } from '#start/server.ts'
import { freePort } from './browser-command.ts'
import { addStaff, openTestHouse, type TestHouse } from './house.ts'

export type Served = { test: TestHouse; origin: string; close(): Promise<void> }

/** A test house that answers on a port of its own, as a browser needs it. */
export async function serveTestHouse(change: Partial<House['settings']> = {}): Promise<Served> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const test = await openTestHouse({ port, origin, ...change })
  const listening = await listen(test.house)
  const close = async () => {
    await listening.stop()
    await test.close()
  }
  return { test, origin, close }
}

export type SignIn = { email: string; password: string }
export type Colleague = SignIn & { actor: Actor }

/** A colleague with a name and a password. */
export async function addColleague(test: TestHouse, role: Role, agencyId: string, name: string): Promise<Colleague> {
  const { house, owner } = test
  const actor = await addStaff(test, agencyId, role)
  const email = `${actor.userId}@example.org`
  const password = 'seven invented tulips'
  await owner.query('update aman.staff set name = $2 where user_id = $1', [actor.userId, name])
  await house.auth.createUser({ id: actor.userId, email, name, password })
  return { email, password, actor }
}

/** The demonstration's agencies, people and cases, and who may sign in there. */
export async function fillWithDemo({ house, owner }: TestHouse): Promise<Account[]> {
  const { host, port, user, password, database } = owner
  const address: Address = { host, port, user: user ?? '', password: password ?? '', database: database ?? '' }
  const stop = async () => {}
  return prepareDemo(house, { owner: address, app: address, auth: address, audit: address, stop })
}
