import pg from 'pg'
import { keepSealing } from '#server/audit/keep-sealing.ts'
import { announceDemo } from '#start/demo/accounts.ts'
import { agencyActors } from '#start/demo/actors.ts'
import { prepareDemo } from '#start/demo/prepare-demo.ts'
import { seedCases } from '#start/demo/seed-cases.ts'
import { openHouse } from '#start/open-house.ts'
import { listen } from '#start/server.ts'
import { readSettings } from '#start/settings.ts'
import { openFloor } from './floor.ts'
import type { Ready } from './interface.ts'

/** Serves Aman and the two floors over one filled database, for bench/interface.ts. */
const [data = 'data/bench', wanted = '200000'] = process.argv.slice(2)
const { house, database, close } = await openHouse(readSettings({ demo: true, data, port: '0' }, process.env))
const accounts = await prepareDemo(house, database)
const owner = new pg.Client(database.owner)
await owner.connect()
const { rows: counted } = await owner.query<{ n: number }>('select count(*)::int as n from aman."case"')
const missing = Number(wanted) - (counted[0]?.n ?? 0)
if (missing > 0) {
  const began = performance.now()
  await seedCases(house, database, await agencyActors(house, database), missing, 7)
  console.log(`${missing} cases in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
const listening = await listen(house)
const sealing = keepSealing({ ...house, dataDir: data, address: database.audit })
await announceDemo(house, accounts, `http://127.0.0.1:${listening.port}`)
const account = accounts.find(each => each.role === 'case-worker')
if (!account) throw new Error('no case worker')
const { rows } = await owner.query<{ user_id: string; agency_id: string }>(
  'select user_id, agency_id from aman.staff where email = $1',
  [account.email],
)
const { user_id: userId, agency_id: agencyId } = rows[0] ?? { user_id: '', agency_id: '' }
const { rows: cases } = await owner.query<{ id: string }>(
  `select case_id as id from aman.grant_of_access join aman."case" c on c.id = case_id
    where agency_id = $1 and basis = 'lead' and upper_inf(valid) and c.code_name not like 'Floor-%' order by random() limit 2000`,
  [agencyId],
)
await owner.end()
const floorOf = (audited: boolean) =>
  openFloor({ address: database.owner, audited, agencyId, userId, newId: house.newId })
const [bare, audited] = [await floorOf(false), await floorOf(true)]
const ready: Ready = {
  token: account.token,
  ids: cases.map(each => each.id),
  ports: { aman: listening.port, floor: bare.port, audited: audited.port },
}
process.send?.(ready)
process.on('message', async () => {
  await Promise.all([listening.stop(), bare.close(), audited.close()])
  await sealing.stop()
  await close()
  process.exit(0)
})
