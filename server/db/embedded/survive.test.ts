import { spawn } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { findRunning } from './pid-file.ts'
import {
  connect,
  firstLine,
  isAlive,
  killHard,
  otherAman,
  PASSWORD,
  query,
  started,
  temporaryFolder,
  until,
  usedFolder,
} from './test-support.ts'

function serverOf(line: string): number {
  expect(line).toMatch(/^pid \d+$/)
  return Number(line.slice(4))
}

test('PostgreSQL killed under a running Aman comes back by itself with every committed row', async () => {
  const told: string[] = []
  const postgres = await started({ dataDir: await usedFolder(), log: line => told.push(line) })
  await query(postgres, 'create table bed as select 7 as place')
  for (const round of [1, 2]) {
    const { pid } = postgres
    process.kill(pid, 'SIGKILL')
    await until(async () => postgres.pid !== pid && (await query(postgres, 'select 1')).length === 1)
    await query(postgres, `insert into bed values (${7 + round})`)
  }
  expect(await query(postgres, 'select place from bed order by 1')).toEqual([{ place: 7 }, { place: 8 }, { place: 9 }])
  expect(told.filter(line => line === 'PostgreSQL is back.')).toHaveLength(2)
})

test('a query that is still computing when PostgreSQL is killed does not keep it from coming back', async () => {
  const postgres = await started({ dataDir: await usedFolder() })
  const { pid } = postgres
  const busy = await connect(postgres)
  const [row] = (await busy.query('select pg_backend_pid() as pid')).rows
  const computing = busy
    .query('select count(*) from generate_series(1, 10000000000) n where n % 7 = 0')
    .catch(() => undefined)
  await sleep(200)
  process.kill(pid, 'SIGKILL')
  await until(async () => postgres.pid !== pid && (await query(postgres, 'select 1')).length === 1, 5_000)
  expect(isAlive(row.pid)).toBe(false)
  await computing
})

test('PostgreSQL that outlived a killed Aman is taken over by the next one, and still looked after', async () => {
  const dataDir = await usedFolder()
  const aman = otherAman(dataDir)
  const pid = serverOf(await firstLine(aman))
  await killHard(aman)
  expect(isAlive(pid)).toBe(true)

  const postgres = await started({ dataDir, settings: { work_mem: '7MB' } })
  expect(postgres.pid).toBe(pid)
  await until(async () => (await query(postgres, 'show work_mem'))[0]?.work_mem === '7MB')
  await query(postgres, 'create table bed as select 7 as place')
  process.kill(pid, 'SIGKILL')
  await until(async () => postgres.pid !== pid && (await query(postgres, 'select place from bed')).length === 1)
})

test('Aman and PostgreSQL killed together leave a folder that opens again', async () => {
  const dataDir = await usedFolder()
  const aman = otherAman(dataDir)
  const pid = serverOf(await firstLine(aman))
  const running = { socketDir: join(dataDir, 'run'), port: 5432, user: 'aman_super', password: PASSWORD, pid } as const
  await query({ ...running, stop: async () => undefined }, 'create table bed as select 7 as place')
  process.kill(pid, 'SIGKILL')
  await killHard(aman)
  const postgres = await started({ dataDir })
  expect(await query(postgres, 'select place from bed')).toEqual([{ place: 7 }])
})

test('the number of a dead server that now belongs to another process does not mislead', async () => {
  const dataDir = await usedFolder()
  const first = await started({ dataDir })
  await first.stop()
  const { uid, gid } = statSync(join(dataDir, 'postgres'))
  const stranger = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' })
  const left = `${stranger.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n${first.socketDir}\n\n0 0\nready\n`
  for (const path of [join(dataDir, 'postgres', 'postmaster.pid'), join(first.socketDir, '.s.PGSQL.5432.lock')]) {
    writeFileSync(path, left, { mode: 0o644 })
  }
  try {
    const second = await started({ dataDir })
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(isAlive(stranger.pid ?? 0)).toBe(true)
  } finally {
    await killHard(stranger)
  }
})

test('a stop asked for while PostgreSQL is coming back is a stop', async () => {
  const dataDir = await usedFolder()
  for (const moment of [20, 110, 130]) {
    const postgres = await started({ dataDir })
    process.kill(postgres.pid, 'SIGKILL')
    await sleep(moment)
    await postgres.stop()
    await sleep(250)
    expect(findRunning(dataDir), `${moment} ms after the kill`).toBeUndefined()
  }
})

test('a stop in the middle of a recovery does not keep anybody waiting', async () => {
  const postgres = await started({ dataDir: await usedFolder() })
  const cut = await connect(postgres)
  const [row] = (await cut.query('select pg_backend_pid() as pid')).rows
  const over = new Promise(resolve => cut.once('end', resolve))
  process.kill(row.pid, 'SIGKILL')
  await over
  const begun = Date.now()
  await postgres.stop()
  expect(Date.now() - begun).toBeLessThan(5_000)
  expect(isAlive(postgres.pid)).toBe(false)
})

test('an Aman killed while it makes the database leaves nothing half-made', async () => {
  const dataDir = temporaryFolder()
  const aman = otherAman(dataDir)
  await until(() => readdirSync(dataDir).some(name => name.startsWith('postgres-new-')))
  await sleep(100)
  await killHard(aman)
  expect(readdirSync(dataDir)).not.toContain('postgres')
  const postgres = await started({ dataDir })
  expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(readdirSync(dataDir).filter(name => name.startsWith('postgres-new-'))).toEqual([])
})
