import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Role } from '#domain/access/roles.ts'
import { newToken } from '#server/auth/tokens.ts'
import type { House } from '#server/house.ts'

export type Account = { role: Role; agency: string; country: string; email: string; password: string; token: string }
type Demo = { origin: string; accounts: Account[] }

type StaffRow = {
  user_id: string
  agency_id: string
  agency: string
  kind: string
  country: string
  role: Role
  name: string
  email: string
}

const TOKEN_DAYS = 365
const AT_ONCE = 4

const fileOf = (house: House) => join(house.settings.dataDir, 'demo.json')

/** The sign-ins of the demonstration: those in demo.json, made anew where that file is gone. */
export async function demoAccounts(house: House, client: pg.Client): Promise<Account[]> {
  const known = await readDemo(fileOf(house))
  return known?.accounts ?? (await makeAccounts(house, client))
}

/** Writes demo.json, once the address is known and answers, and tells who can sign in. */
export async function announceDemo(house: House, accounts: Account[], origin: string): Promise<void> {
  const file = fileOf(house)
  const draft = `${file}.new`
  await writeFile(draft, `${JSON.stringify({ origin, accounts } satisfies Demo, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, file)
  console.log(`\nAman demonstration: ${origin}\nEvery person and agency in it is invented.\n`)
  for (const [role, each] of new Map(accounts.toReversed().map(one => [one.role, one]))) {
    console.log(`  ${role.padEnd(18)} ${each.email.padEnd(34)} ${each.password}`)
  }
  console.log(`\nAll sign-ins and API tokens: ${file}`)
}

async function readDemo(file: string): Promise<Demo | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

const doesMainWork = (house: House, row: StaffRow): boolean =>
  house.country.agencyKinds.find(each => each.id === row.kind)?.roles[0] === row.role

async function makeAccounts(house: House, client: pg.Client): Promise<Account[]> {
  const { rows } = await client.query<StaffRow>(
    `select s.user_id, s.agency_id, a.name as agency, a.kind, a.country, s.role, s.name, s.email
       from aman.staff s join aman.agency a on a.id = s.agency_id order by a.id, s.user_id`,
  )
  // Who does an agency's main work comes first: the case worker of a centre before that of a shelter.
  rows.sort((one, other) => Number(doesMainWork(house, other)) - Number(doesMainWork(house, one)))
  const password = `demo-${randomBytes(6).toString('base64url')}`
  // Hashing is slow on purpose and keeps a whole core; a few at a time leave the database its turn.
  for (let done = 0; done < rows.length; done += AT_ONCE) {
    const some = rows.slice(done, done + AT_ONCE)
    await Promise.all(some.map(({ user_id: id, email, name }) => house.auth.createUser({ id, email, name, password })))
  }
  const tokens = rows.map(() => newToken())
  const now = house.clock()
  await client.query(
    `insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[]), (values (array['read', 'write'], $6::timestamptz, $7::timestamptz)) v`,
    [
      rows.map(() => house.newId()),
      rows.map(row => row.user_id),
      rows.map(row => row.agency_id),
      rows.map(() => 'demo.json'),
      tokens.map(each => each.hash),
      now,
      new Date(now.getTime() + TOKEN_DAYS * 86_400_000),
    ],
  )
  return rows.map((row, index) => ({
    role: row.role,
    agency: row.agency,
    country: row.country,
    email: row.email,
    password,
    token: tokens[index]?.token ?? '',
  }))
}
