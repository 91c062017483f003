import { createHash, randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { Role } from '#domain/access/roles.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import { openAuth } from '#server/auth/auth.ts'
import { openTurnstile } from '#server/auth/turnstile.ts'
import { type Address, openPool } from '#server/db/client.ts'
import { storeCountryRules } from '#server/db/country-rules.ts'
import type { Actor } from '#server/db/transact.ts'
import { openVault } from '#server/files/vault.ts'
import { openHearing } from '#server/hearing.ts'
import type { House } from '#server/house.ts'
import { randomly } from '#server/keys/chance.ts'
import { firstKeyring, type Keyring, textOf } from '#server/keys/keyring.ts'
import { keysOf } from '#server/keys/keys.ts'
import { newKey } from '#server/keys/seal.ts'
import { openSigner } from '#server/keys/signer.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { withPublished } from '#server/knowledge/published.ts'
import { openMailer } from '#server/mail/mailer.ts'
import { loadWords } from '#server/words.ts'
import { administer } from './global-setup.ts'

export type TestHouse = {
  house: House
  /** The owner's view of everything, to look behind the policies. */
  owner: pg.Client
  /** The owner's way in, for programs that connect themselves. */
  address: Address
  /** Moves the clock that every action is judged by. */
  setTime(at: Date): void
  /** Where attachments lie. */
  vaultFolder: string
  close(): Promise<void>
}

const digest = async (password: string) => createHash('sha256').update(password).digest('hex')
/** A sign-in takes a third of a second of scrypt, and most tests begin with one. server/auth has its own, with the real one. */
const stretching = {
  hash: digest,
  verify: async ({ hash, password }: { hash: string; password: string }) => (await digest(password)) === hash,
}

async function readFiles() {
  const knowledge = await loadKnowledge()
  const country = knowledge.countries.find(each => each.iso3 === 'KAZ')
  if (!country) throw new Error('no country profile')
  return { knowledge, country, words: await loadWords(country.timeZone) }
}
let files: ReturnType<typeof readFiles> | null = null
/** The files are the same for every house of a process. */
function filesOfAll(): ReturnType<typeof readFiles> {
  files ??= readFiles()
  return files
}

/** What the clock says until it is set. */
export const START = new Date('2026-11-24T06:00:00Z')

/** A house over a fresh clone of the migrated template. */
export async function openTestHouse(
  change: Partial<House['settings']> = {},
  readRing?: () => Promise<Keyring>,
): Promise<TestHouse> {
  const base = inject('owner')
  const database = `${inject('template')}_${randomBytes(4).toString('hex')}`
  await administer(base, `create database ${database} template ${inject('template')} strategy file_copy`)
  const passwords = inject('passwords')
  const address = { ...base, database }
  const { knowledge, country, words } = await filesOfAll()
  await storeCountryRules(address, knowledge, country)
  const ring = readRing ? await readRing() : firstKeyring(newKey())
  let now = START
  const clock = () => now
  const newId = () => uuidv7(now.getTime(), randomly(10))
  const settings = {
    origin: 'http://127.0.0.1:8020',
    host: '127.0.0.1',
    port: 0,
    dataDir: '/nonexistent',
    behindProxy: false,
    demo: false,
    dev: false,
    ...change,
  }
  const app = { ...address, user: 'aman_app', password: passwords.app }
  const pool = openPool(app, 12)
  const hearing = openHearing(pool, app)
  const auth = openAuth({
    address: { ...address, user: 'aman_auth', password: passwords.auth },
    secret: textOf(ring.secret('sign-in')),
    origin: settings.origin,
    demo: settings.demo,
    stretching,
    clock,
    newId,
  })
  const vaultFolder = join(tmpdir(), `aman-vault-${database}`)
  // Asked by many at once, as the program's own connections are.
  const owner = new pg.Client({ ...address, pipeline: true })
  await owner.connect()
  const house: House = {
    settings,
    pool,
    keys: keysOf(ring, readRing ?? (async () => ring)),
    signer: await openSigner(address, ring),
    vault: openVault(vaultFolder, 1_000_000),
    auth,
    ...hearing.heard,
    turnstile: openTurnstile(),
    mailer: openMailer({ ...settings, mail: null }),
    knowledge: await withPublished(knowledge, pool, hearing.ear, pino({ level: 'silent' })),
    country,
    words,
    log: pino({ level: 'silent' }),
    clock,
    newId,
  }
  return {
    house,
    owner,
    address,
    vaultFolder,
    setTime: at => {
      now = at
    },
    close: async () => {
      await Promise.all([hearing.close(), pool.end(), auth.close(), owner.end()])
      await administer(base, `drop database ${database} with (force)`)
      await rm(vaultFolder, { recursive: true, force: true })
    },
  }
}

type NewAgency = { kind?: string; services?: string[]; groups?: string[]; region?: string; languages?: string[] }

/** An invented agency with its key, put there past the policies as a set-up would. */
export async function addAgency({ house, owner }: TestHouse, given: NewAgency = {}): Promise<string> {
  const id = house.newId()
  await owner.query(
    `insert into aman.agency (id, kind, name, region, country, languages, services, groups, created_at)
     values ($1, $2, $3, $4, 'KZ', $5, $6, $7, $8)`,
    [
      id,
      given.kind ?? 'ngo',
      `Agency ${id.slice(-12)}`,
      given.region ?? 'KZ-61',
      given.languages ?? ['ru', 'kk'],
      given.services ?? ['case-management', 'shelter', 'legal', 'police-report'],
      given.groups ?? ['women', 'men'],
      house.clock(),
    ],
  )
  const { key_version, wrapped } = house.keys.makeAgencyKey(id)
  await owner.query('insert into aman.agency_key (agency_id, key_version, wrapped) values ($1, $2, $3)', [
    id,
    key_version,
    wrapped,
  ])
  return id
}

export async function addStaff({ house, owner }: TestHouse, agencyId: string, role: Role): Promise<Actor> {
  const userId = house.newId()
  await owner.query(
    `insert into aman.staff (user_id, agency_id, role, name, email, status, created_at) values ($1, $2, $3, $4, $5, 'active', $6)`,
    [userId, agencyId, role, `Colleague ${userId.slice(-6)}`, `${userId}@example.org`, house.clock()],
  )
  return { userId, agencyId, role }
}

export async function addActor(test: TestHouse, role: Role, agency: NewAgency = {}): Promise<Actor> {
  return addStaff(test, await addAgency(test, agency), role)
}
