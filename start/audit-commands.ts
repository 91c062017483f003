import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import pg from 'pg'
import type { Fault } from '#server/audit/faults.ts'
import { type Head, headFile, type NoHead, readHead } from '#server/audit/head.ts'
import { type Verdict, verifyAudit } from '#server/audit/verify.ts'
import { addressOf, openDatabase } from '#server/db/database.ts'
import { hasInstance } from '#server/db/instance.ts'
import { loadRootKey } from '#server/keys/root-key.ts'
import { openSigner } from '#server/keys/signer.ts'
import { orSayWhy } from './or-say-why.ts'
import { readSettings, type StartSettings, WrongSetting } from './settings.ts'

type VerifyFlags = { json?: boolean; head?: string; data?: string }

export function addAuditCommands(program: Command): void {
  const audit = program
    .command('audit')
    .description('Check the record of what was looked at and changed')
    .showSuggestionAfterError(false)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  audit
    .command('verify')
    .description('Check every event, block and signature; ends with 0 if sound, 1 if broken, 2 if it could not check')
    .option('--head <file>', 'the head that was kept elsewhere, in place of audit-head.json in the data folder')
    .option('--data <folder>', 'where the database and the root key lie')
    .option('--json', 'answer as JSON')
    .action((flags: VerifyFlags) => orSayWhy(() => verify(flags)))
}

async function verify(flags: VerifyFlags): Promise<void> {
  const verdict = await verifyInstance(
    readSettings({ ...(flags.data && { data: flags.data }) }, process.env),
    flags.head,
  )
  console.log(flags.json ? JSON.stringify(verdict) : asText(verdict))
  process.exitCode = verdict.sound ? 0 : 1
}

/** Works beside a running Aman, and on a stopped one. */
async function verifyInstance(settings: StartSettings, headNamed: string | undefined): Promise<Verdict> {
  const { dataDir, databaseUrl } = settings
  const there = databaseUrl ? await hasInstance(addressOf(databaseUrl)) : existsSync(`${dataDir}/postgres`)
  if (!there) throw new WrongSetting('There is no Aman here yet: name its data folder with --data.')
  const ring = await loadRootKey(settings.rootKeyFile, false)
  const database = await openDatabase({ dataDir, databaseUrl, ring, beside: true, log: () => undefined })
  const client = new pg.Client(database.audit)
  try {
    const signer = await openSigner(database.owner, ring)
    const read = await readHead(headNamed ?? headFile(dataDir), signer)
    const head = read.head ?? noHead(read.why, headNamed)
    await client.connect()
    return await verifyAudit(client, { signer, now: new Date(), head })
  } finally {
    await client.end()
    await database.stop()
  }
}

const WHY: Record<NoHead, string> = {
  'not-found': 'is not there',
  'not-readable': 'cannot be read',
  malformed: 'holds no head of an audit record',
  'not-ours': 'was not signed by this Aman',
}

/** Without a head in the data folder there is nothing to compare the end with: an Aman that has sealed nothing yet has none. */
function noHead(why: NoHead, named: string | undefined): Head | null {
  if (named === undefined && why === 'not-found') return null
  throw new WrongSetting(`${named === undefined ? 'audit-head.json' : 'The file given with --head'} ${WHY[why]}.`)
}

function asText({ sound, blocks, events, unsealed, head, broken }: Verdict): string {
  const counted = `${events} events in ${blocks} blocks are sound; ${unsealed} wait to be sealed.`
  const newest = head ? [`Newest block: ${head.block}, ${head.sealedAt}, SHA-256 ${head.sha256}`] : []
  if (sound || !broken) return ['The audit record is sound.', counted, ...newest].join('\n')
  return ['The audit record is BROKEN.', placeOf(broken), counted, 'What to do: docs/operating/audit.md'].join('\n')
}

function placeOf({ kind, block, seq }: Fault): string {
  const places = [block !== null && `block ${block}`, seq !== null && `event ${seq}`].filter(each => each !== false)
  return `First broken place: ${[kind, ...places].join(', ')}`
}
