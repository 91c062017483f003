import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openServerLog } from './server-log.ts'
import { socketPath } from './socket-folder.ts'
import {
  connect,
  faultOf,
  firstLine,
  isAlive,
  isRoot,
  otherAman,
  query,
  started,
  temporaryFolder,
  until,
  usedFolder,
} from './test-support.ts'

test('a first start makes a database and a second start finds its rows, in a folder with any name', async () => {
  const dataDir = join(temporaryFolder(), "Қоғам үйі it's")
  const begun = performance.now()
  const first = await started({ dataDir })
  const firstStart = performance.now() - begun
  expect(first.socketDir).toBe(join(dataDir, 'run'))
  await query(first, 'create table bed as select 7 as place')
  await first.stop()

  const again = performance.now()
  const second = await started({ dataDir })
  const secondStart = performance.now() - again
  expect(await query(second, 'select place from bed')).toEqual([{ place: 7 }])
  expect(
    await query(second, `select lower('ӘҒҚҢӨҰҮҺІ') as word, current_setting('data_checksums') as checksums`),
  ).toEqual([{ word: 'әғқңөұүһі', checksums: 'on' }])
  console.log(`first start ${firstStart.toFixed(0)} ms, second start ${secondStart.toFixed(0)} ms`)
})

test('a second Aman on the same folder is refused and told who holds it', async () => {
  const dataDir = await usedFolder()
  const postgres = await started({ dataDir })
  const here = await faultOf(started({ dataDir }))
  expect(here.code).toBe('database.in-use')
  expect(here.message).toContain(`(process ${process.pid})`)
  expect(await firstLine(otherAman(dataDir))).toContain(`database.in-use Another Aman (process ${process.pid})`)
  expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('the database answers on a private socket only, and only to those who know the password', async () => {
  const postgres = await started({ dataDir: await usedFolder() })
  const settings = `select name, setting from pg_settings where name in ('listen_addresses', 'ssl', 'fsync') order by 1`
  expect(await query(postgres, settings)).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'listen_addresses', setting: '' },
    { name: 'ssl', setting: 'off' },
  ])
  expect(statSync(socketPath(postgres.socketDir)).mode & 0o777).toBe(0o700)
  expect(statSync(postgres.socketDir).mode & 0o777).toBe(0o700)
  await expect(connect({ ...postgres, password: 'guess' })).rejects.toMatchObject({ code: '28P01' })
})

test('PostgreSQL never runs as root, nor with a group of root', async () => {
  const postgres = await started({ dataDir: temporaryFolder() })
  const status = readFileSync(`/proc/${postgres.pid}/status`, 'utf8')
  const [uids, gids] = ['Uid', 'Gid'].map(name => status.match(new RegExp(`^${name}:\\s+(.*)$`, 'm'))?.[1]?.split('\t'))
  expect(uids).not.toContain('0')
  if (!isRoot) return
  expect(gids).not.toContain('0')
  expect(status).toMatch(/^Groups:\s*$/m)
})

test('settings given at the start are in force', async () => {
  const postgres = await started({
    dataDir: await usedFolder(),
    settings: { work_mem: '7MB', 'aman.note': `it's "so"` },
  })
  const asked = `select current_setting('work_mem') as memory, current_setting('aman.note') as note`
  expect(await query(postgres, asked)).toEqual([{ memory: '7MB', note: `it's "so"` }])
})

test('a stop leaves no process, socket or lock behind, and may be asked for twice', async () => {
  const dataDir = await usedFolder()
  const postgres = await started({ dataDir })
  const open = await connect(postgres)
  const { pid } = postgres
  await Promise.all([postgres.stop(), postgres.stop()])
  await postgres.stop()
  expect(isAlive(pid)).toBe(false)
  expect(existsSync(socketPath(postgres.socketDir))).toBe(false)
  expect(existsSync(join(dataDir, 'aman.pid'))).toBe(false)
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
  expect(log).not.toContain('immediate shutdown')
  expect(log.trim().split('\n').at(-1)).toContain('database system is shut down')
  await open.end()
})

test('what people said is not in the log, whether a statement fails or its process is killed', async () => {
  const dataDir = await usedFolder()
  const postgres = await started({ dataDir })
  await expect(query(postgres, `select 'Aigul-secret'::uuid`)).rejects.toThrow('Aigul-secret')
  await query(postgres, 'create table person (name text unique)')
  await query(postgres, `insert into person values ('Aigul-secret')`)
  await expect(query(postgres, `insert into person values ('Aigul-secret')`)).rejects.toThrow('unique')

  const victim = await connect(postgres)
  const [row] = (await victim.query('select pg_backend_pid() as pid')).rows
  const cut = victim.query(`select pg_sleep(60), 'Aigul-secret'`).catch(error => error)
  await until(
    async () => (await query(postgres, `select 1 from pg_stat_activity where query like '%pg_sleep(60)%'`)).length > 1,
  )
  process.kill(row.pid, 'SIGKILL')
  await cut
  const log = () => readFileSync(join(dataDir, 'postgres.log'), 'utf8')
  await until(() => log().includes('was terminated by signal 9'))
  expect(log()).not.toContain('Aigul')
  expect(statSync(join(dataDir, 'postgres.log')).mode & 0o777).toBe(0o600)
})

test('a log that has grown is cut to one older copy', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'postgres.log')
  for (const content of ['a', 'b']) {
    writeFileSync(path, content.repeat(5_000_001))
    openServerLog(path).close()
  }
  expect(statSync(path).size).toBe(0)
  expect(readFileSync(`${path}.1`, 'utf8')[0]).toBe('b')
  expect(readdirSync(folder)).toHaveLength(2)
})
