import { hash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { followBlocks } from '#server/audit/follow-blocks.ts'
import { newestHead } from '#server/audit/head.ts'
import { sealEvents } from '#server/audit/seal-events.ts'
import { verifyAudit } from '#server/audit/verify.ts'
import { openHouse } from '#start/open-house.ts'
import { readSettings } from '#start/settings.ts'

/*
 * Seals and verifies a large record, beside a floor in the same run: reading the same rows in the same way and hashing each once.
 * First in the shape of a backlog (blocks of 10,000), then fewer as a quiet instance leaves them (blocks of three). Asserts nothing.
 */
const EVENTS = Number(process.env.AMAN_BENCH_EVENTS ?? 1_000_000)
const FEW = 3
const ROUNDS = 3_000

const dataDir = await mkdtemp(join(tmpdir(), 'aman-bench-audit-'))
const { house, database, close } = await openHouse(readSettings({ data: dataDir, port: '0' }, process.env))
const owner = new pg.Client(database.owner)
const auditor = new pg.Client(database.audit)
await Promise.all([owner.connect(), auditor.connect()])

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, value: T]> {
  const began = performance.now()
  const value = await work()
  return [(performance.now() - began) / 1000, value]
}

/** Looks at cases by a few colleagues, as transact() writes them. */
const write = (count: number) =>
  owner.query(
    `insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
     select now() - interval '2 hours', md5('u' || n % 40)::uuid, md5('a' || n % 9)::uuid, 'case-worker', 'case.read', array[md5('c' || n % 5000)::uuid],
            '{"parts": "facts identity timeline"}' from generate_series(1, $1::int) n`,
    [count],
  )

async function floor(): Promise<number> {
  let last = 0
  for (;;) {
    const { rows } = await auditor.query<string[]>({
      text: 'select seq, at, user_id, agency_id, role, action, subject_ids, detail, xid from aman.audit_event where seq > $1 order by seq limit 10000',
      values: [last],
      rowMode: 'array',
      types: { getTypeParser: () => (value: string) => value },
    })
    for (const row of rows) hash('sha256', row.join(' '), 'buffer')
    if (rows.length === 0) return last
    last = Number((rows.at(-1) as unknown as string[])[0])
  }
}

async function report(shape: string): Promise<void> {
  const [bare] = await timed(floor)
  const [seconds, verdict] = await timed(async () =>
    verifyAudit(auditor, { signer: house.signer, now: new Date(), head: await newestHead(auditor) }),
  )
  if (!verdict.sound) throw new Error(`not sound: ${JSON.stringify(verdict.broken)}`)
  const ratio = (seconds / bare).toFixed(2)
  console.log(
    `${shape}: ${verdict.events} events in ${verdict.blocks} blocks verified in ${seconds.toFixed(1)} s; floor ${bare.toFixed(1)} s; ratio ${ratio}`,
  )
}

try {
  await write(EVENTS)
  await owner.query('analyze')
  const [sealing, sealed] = await timed(() => sealEvents(auditor, house.signer, new Date()))
  console.log(`sealed ${sealed?.events} events in ${sealing.toFixed(1)} s: ${Math.round(EVENTS / sealing)} a second`)
  const [following] = await timed(() => followBlocks(auditor, new Date()))
  console.log(`followed ten blocks of them in ${following.toFixed(2)} s`)
  await report('large blocks')

  await owner.query('truncate aman.audit_event, aman.audit_block; update aman.audit_followed set block = 0')
  const [quiet] = await timed(async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await write(FEW)
      await sealEvents(auditor, house.signer, new Date())
    }
  })
  console.log(
    `${ROUNDS} rounds of ${FEW} events each written and sealed: ${((quiet / ROUNDS) * 1000).toFixed(1)} ms a round`,
  )
  await report('small blocks')
} finally {
  await Promise.all([owner.end(), auditor.end()])
  await close()
  await rm(dataDir, { recursive: true, force: true })
}
