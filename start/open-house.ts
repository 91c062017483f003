import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { uuidv7 } from '#domain/shared/ids.ts'
import type { Country } from '#knowledge/schema/country.ts'
import { openAuth } from '#server/auth/auth.ts'
import { openTurnstile } from '#server/auth/turnstile.ts'
import { openPool } from '#server/db/client.ts'
import { storeCountryRules } from '#server/db/country-rules.ts'
import { addressOf, type Database, openDatabase } from '#server/db/database.ts'
import { hasInstance } from '#server/db/instance.ts'
import { sweepLeftovers } from '#server/files/sweep.ts'
import { openVault } from '#server/files/vault.ts'
import { openHearing } from '#server/hearing.ts'
import type { House } from '#server/house.ts'
import { randomly } from '#server/keys/chance.ts'
import { textOf } from '#server/keys/keyring.ts'
import { keysOf } from '#server/keys/keys.ts'
import { loadRootKey } from '#server/keys/root-key.ts'
import { openSigner } from '#server/keys/signer.ts'
import { type Knowledge, loadKnowledge } from '#server/knowledge/load.ts'
import { withPublished } from '#server/knowledge/published.ts'
import { openMailer } from '#server/mail/mailer.ts'
import { loadWords } from '#server/words.ts'
import { type StartSettings, WrongSetting } from './settings.ts'

const CONNECTIONS = 20

export type OpenHouse = { house: House; database: Database; close(): Promise<void> }

/** A database that holds records has a root key somewhere; only an empty one may be given a new key. */
async function isNew({ databaseUrl, dataDir }: StartSettings): Promise<boolean> {
  return databaseUrl ? !(await hasInstance(addressOf(databaseUrl))) : !existsSync(`${dataDir}/postgres`)
}

function profileOf({ countries }: Knowledge, iso3: string): Country {
  const country = countries.find(each => each.iso3 === iso3)
  if (country) return country
  throw new WrongSetting(`There is no profile of the country "${iso3.slice(0, 20)}" in knowledge/countries.`)
}

/** Opens everything that a running Aman holds, in the order in which each part leans on the one before. */
export async function openHouse(settings: StartSettings, { beside = false } = {}): Promise<OpenHouse> {
  const clock = () => new Date()
  const knowledge = await loadKnowledge()
  const country = profileOf(knowledge, settings.country)
  const words = await loadWords(country.timeZone)
  // Standard error, so that an answer on standard output stays clean for whoever reads it.
  const log = pino({ level: settings.demo ? 'warn' : 'info', base: null }, pino.destination(2))

  const ring = await loadRootKey(settings.rootKeyFile, await isNew(settings))
  const database = await openDatabase({
    dataDir: settings.dataDir,
    databaseUrl: settings.databaseUrl,
    ring,
    beside,
    log: line => log.info(line),
  })
  await storeCountryRules(database.owner, knowledge, country)
  const newId = () => uuidv7(clock().getTime(), randomly(10))
  const pool = openPool(database.app, CONNECTIONS)
  const secret = textOf(ring.secret('sign-in'))
  const auth = openAuth({ address: database.auth, secret, origin: settings.origin, demo: settings.demo, clock, newId })
  const hearing = openHearing(pool, database.app)
  const house: House = {
    settings,
    pool,
    keys: keysOf(ring, () => loadRootKey(settings.rootKeyFile, false)),
    signer: await openSigner(database.owner, ring),
    vault: openVault(settings.attachmentsFolder, settings.attachmentBytes),
    auth,
    ...hearing.heard,
    turnstile: openTurnstile(),
    mailer: openMailer(settings),
    knowledge: await withPublished(knowledge, pool, hearing.ear, log),
    country,
    words,
    log,
    clock,
    newId,
  }
  const sweeping = sweepLeftovers(house)
  const close = async () => {
    sweeping.stop()
    await Promise.all([hearing.close(), pool.end(), auth.close()])
    await database.stop()
  }
  return { house, database, close }
}
