import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { uuidv7 } from '#domain/shared/ids.ts'
import type { Country } from '#knowledge/schema/country.ts'
import { openAuth } from '#server/auth/auth.ts'
import { openBearers } from '#server/auth/bearers.ts'
import { openPool } from '#server/db/client.ts'
import { storeCountryRules } from '#server/db/country-rules.ts'
import { addressOf, type Database, openDatabase } from '#server/db/database.ts'
import { hasInstance } from '#server/db/instance.ts'
import { sweepLeftovers } from '#server/files/sweep.ts'
import { openVault } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { randomly } from '#server/keys/chance.ts'
import { textOf } from '#server/keys/keyring.ts'
import { keysOf } from '#server/keys/keys.ts'
import { loadRootKey } from '#server/keys/root-key.ts'
import { openSigner } from '#server/keys/signer.ts'
import { type Knowledge, loadKnowledge } from '#server/knowledge/load.ts'
import { publishedOver } from '#server/knowledge/published.ts'
import { loadWords } from '#server/words.ts'
import { type StartSettings, WrongSetting } from './settings.ts'

const CONNECTIONS = 20

export type OpenHouse = { house: House; database: Database; close(): Promise<void> }

/** A database that holds records has a root key somewhere; only an empty one may be given a new key. */
async function isNew({ databaseUrl, dataDir }: StartSettings): Promise<boolean> {
  return databaseUrl ? !(await hasInstance(addressOf(databaseUrl))) : !existsSync(`${dataDir}/postgres`)
}

function countryIn(knowledge: Knowledge, settings: StartSettings): Country {
  const country = knowledge.countries.find(each => each.iso3 === settings.country)
  if (!country)
    throw new WrongSetting(
      `There is no profile of the country "${settings.country.slice(0, 20)}" in knowledge/countries.`,
    )
  return country
}

/** Opens everything that a running Aman holds, in the order in which each part leans on the one before. */
export async function openHouse(settings: StartSettings, { beside = false } = {}): Promise<OpenHouse> {
  const clock = () => new Date()
  const knowledge = await loadKnowledge()
  const country = countryIn(knowledge, settings)
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
  const vault = openVault(settings.attachmentsFolder, settings.attachmentBytes)
  const newId = () => uuidv7(clock().getTime(), randomly(10))
  const pool = openPool(database.app, CONNECTIONS)
  const secret = textOf(ring.secret('sign-in'))
  const auth = openAuth({ address: database.auth, secret, origin: settings.origin, demo: settings.demo, clock, newId })
  const published = publishedOver(knowledge, pool, log)
  await published.refresh()
  const bearers = openBearers(pool, database.app, published.heard)
  const house: House = {
    settings,
    pool,
    keys: keysOf(ring, () => loadRootKey(settings.rootKeyFile, false)),
    signer: await openSigner(database.owner, ring),
    vault,
    auth,
    bearers,
    knowledge: published.knowledge,
    country,
    words,
    log,
    clock,
    newId,
  }
  const sweeping = sweepLeftovers(house)
  const close = async () => {
    sweeping.stop()
    await Promise.all([bearers.close(), pool.end(), auth.close()])
    await database.stop()
  }
  return { house, database, close }
}
