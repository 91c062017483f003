import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildApp } from '#server/http/app.ts'
import { prepareDemo } from '#start/demo/prepare-demo.ts'
import { openHouse } from '#start/open-house.ts'
import { parts } from '#start/parts.ts'
import { readSettings } from '#start/settings.ts'

/*
 * Whether a watch tells a case that may not be seen from one that is not there: the two asked in turn, side by side in one run.
 * Prints medians and their ratio; asserts nothing. tests/checks/unknown-or-not-allowed.test.ts holds that both run the same statements.
 */
const ROUNDS = Number(process.env.AMAN_BENCH_ROUNDS ?? 4000)

const folder = await mkdtemp(join(tmpdir(), 'aman-unknown-'))
const { house, database, close } = await openHouse(readSettings({ demo: true, data: folder, port: '0' }, process.env))
const accounts = await prepareDemo(house, database)
const worker = accounts.find(each => each.role === 'case-worker')
const owner = new pg.Client(database.owner)
await owner.connect()
const { rows } = await owner.query<{ id: string }>(
  `select c.id from aman."case" c where not exists (select from aman.grant_of_access g
     join aman.staff s on s.agency_id = g.agency_id where g.case_id = c.id and s.email = $1)`,
  [worker?.email],
)
await owner.end()

const app = buildApp(house, parts)
const headers = { authorization: `Bearer ${worker?.token}` }
const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

async function timed(caseId: string): Promise<number> {
  const began = performance.now()
  const response = await app.request(`/api/v1/cases/${caseId}`, { headers })
  await response.text()
  if (response.status !== 404) throw new Error(`answered ${response.status}`)
  return performance.now() - began
}

const hidden: number[] = []
const unknown: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const there = rows[round % rows.length]?.id ?? ''
  // In turn, and each as often first, so that neither profits from what the other warmed.
  if (round % 2) hidden.push(await timed(there))
  unknown.push(await timed(house.newId()))
  if (!(round % 2)) hidden.push(await timed(there))
}
const [a, b] = [median(hidden), median(unknown)]
console.log(
  `not allowed ${a.toFixed(3)} ms, unknown ${b.toFixed(3)} ms, ratio ${(a / b).toFixed(3)} over ${ROUNDS} pairs`,
)
await close()
await rm(folder, { recursive: true, force: true })
