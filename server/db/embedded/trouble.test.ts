import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPackage, prepareBinaries } from './binaries.ts'
import { findRunning } from './pid-file.ts'
import { chooseSocketFolder } from './socket-folder.ts'
import {
  faultOf,
  firstLine,
  isRoot,
  mountSmallDisk,
  otherAman,
  query,
  skipAloud,
  started,
  temporaryFolder,
  usedFolder,
} from './test-support.ts'

const NOBODY = { uid: 65534, gid: 65534 }

test('a folder that may not be written to is named', async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o555)
  const told = await firstLine(otherAman(join(folder, 'data'), isRoot ? NOBODY : undefined))
  expect(told).toContain(`database.folder-not-writable Aman may not write to ${folder}/data (EACCES).`)
  expect(told.split('\n')).toHaveLength(1)
})

test('a folder whose place is taken by a file is named', async () => {
  const file = join(temporaryFolder(), 'data')
  writeFileSync(file, '')
  expect(await faultOf(started({ dataDir: file }))).toMatchObject({ code: 'database.folder-not-writable' })
})

test('a disk too small for a new database is called full, and nothing half-made is left', async context => {
  const disk = temporaryFolder()
  const noDisk = mountSmallDisk(disk, '12m')
  if (noDisk) return skipAloud(context, noDisk)
  const dataDir = join(disk, 'data')
  const fault = await faultOf(started({ dataDir }))
  expect(fault).toMatchObject({ code: 'database.disk-full' })
  expect(fault.message).toContain(`The disk that holds ${dataDir} is full.`)
  expect(execFileSync('ls', [dataDir], { encoding: 'utf8' }).trim()).toBe('aman.lock')
})

test('a disk that has filled up is called full, and with space again the rows are there', async context => {
  const disk = temporaryFolder()
  const noDisk = mountSmallDisk(disk, '120m')
  if (noDisk) return skipAloud(context, noDisk)
  const dataDir = join(disk, 'data')
  const first = await started({ dataDir })
  await query(first, 'create table bed as select 7 as place')
  await first.stop()

  expect(() => writeFileSync(join(disk, 'films'), Buffer.alloc(120_000_000))).toThrow('ENOSPC')
  expect(await faultOf(started({ dataDir }))).toMatchObject({ code: 'database.disk-full' })
  rmSync(join(disk, 'films'))
  expect(await query(await started({ dataDir }), 'select place from bed')).toEqual([{ place: 7 }])
})

test('a database of another PostgreSQL, or files of something else, are left alone', async () => {
  const dataDir = temporaryFolder()
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'letters.txt'), 'dear')
  expect(await faultOf(started({ dataDir }))).toMatchObject({ code: 'database.folder-unknown' })
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
  const fault = await faultOf(started({ dataDir }))
  expect(fault.code).toBe('database.other-version')
  expect(fault.message).toContain('made by PostgreSQL 17, and this Aman brings PostgreSQL 18')
  expect(readFileSync(join(dataDir, 'postgres', 'letters.txt'), 'utf8')).toBe('dear')
})

test('a lost password is called that, and the folder is free again after it', async () => {
  const dataDir = await usedFolder()
  expect(await faultOf(started({ dataDir, password: 'another' }))).toMatchObject({ code: 'database.password' })
  expect(findRunning(dataDir)).toBeUndefined()
  expect(await query(await started({ dataDir }), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a machine without a PostgreSQL of its own is pointed to DATABASE_URL', () => {
  expect(() => findPackage('darwin-arm64')).toThrow(
    /for darwin-arm64\. Set DATABASE_URL to a PostgreSQL 15 or newer\.$/,
  )
  expect(() => findPackage('linux-riscv64')).toThrow(/or install again with optional dependencies\.$/)
})

test('a path too long for a socket gets one in a private temporary folder, unless somebody else sits there', async () => {
  const dataDir = join(temporaryFolder(), 'ұзақ, "'.repeat(20))
  const postgres = await started({ dataDir })
  expect(postgres.socketDir.length).toBeLessThan(93)
  expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
  expect(lstatSync(postgres.socketDir, { throwIfNoEntry: false })).toBeUndefined()

  writeFileSync(postgres.socketDir, '')
  const fault = await faultOf(started({ dataDir })).finally(() => rmSync(postgres.socketDir))
  expect(fault).toMatchObject({ code: 'database.socket-path' })
  expect(chooseSocketFolder('/one, "two"', 'aman-short', undefined)).toBe(join(tmpdir(), 'aman-short'))
  expect(() => chooseSocketFolder('/long'.repeat(30), 'long'.repeat(30), undefined)).toThrow('Name a shorter folder')
})

test('a data folder that only root may reach has its database elsewhere, for good', async context => {
  if (!isRoot) return skipAloud(context, 'only root needs another account for PostgreSQL')
  const folder = temporaryFolder()
  const closed = join(folder, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const dataDir = join(closed, 'data')
  const told: string[] = []
  const places = { dataDir, elsewhere: join(folder, 'elsewhere'), log: (line: string) => told.push(line) }
  const first = await started(places)
  expect(readlinkSync(join(dataDir, 'postgres'))).toContain(`${folder}/elsewhere/database-`)
  expect(told[0]).toContain(`The database stands in ${folder}/elsewhere/database-`)
  await query(first, 'create table bed as select 7 as place')
  expect(await faultOf(started(places))).toMatchObject({ code: 'database.in-use' })
  await first.stop()
  expect(await query(await started(places), 'select place from bed')).toEqual([{ place: 7 }])

  const nowhere = join(closed, 'file')
  writeFileSync(nowhere, '')
  const fault = await faultOf(started({ dataDir: join(closed, 'other'), elsewhere: nowhere }))
  expect(fault.code).toBe('database.account')
  expect(fault.message).toContain(`may not enter ${closed}.`)
})

test('a database that root brought back from a copy opens again', async context => {
  if (!isRoot) return skipAloud(context, 'an ordinary account keeps what it copies')
  const dataDir = await usedFolder()
  execFileSync('chown', ['-R', '0:0', join(dataDir, 'postgres')])
  chmodSync(join(dataDir, 'postgres'), 0o755)
  expect(await query(await started({ dataDir }), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('binaries installed without their links, or where PostgreSQL may not read them, are made to work', async () => {
  const folder = temporaryFolder()
  const installed = join(folder, 'installed')
  cpSync(findPackage(), installed, {
    recursive: true,
    filter: path => !lstatSync(path).isSymbolicLink() && !path.endsWith('.a'),
  })
  const runs = (initdb: string) =>
    execFileSync(initdb, ['--version'], { encoding: 'utf8', ...(isRoot ? NOBODY : {}), cwd: '/' })
  const linked = await prepareBinaries(installed, folder, isRoot ? NOBODY : undefined)
  expect(linked.initdb).toBe(join(installed, 'native', 'bin', 'initdb'))
  expect(runs(linked.initdb)).toContain('initdb (PostgreSQL) 18')
  if (!isRoot) return

  chmodSync(installed, 0o700)
  for (const round of ['made', 'found']) {
    const copied = await prepareBinaries(installed, folder, NOBODY)
    expect(copied.postgres, round).toBe(
      join(folder, `postgres-binaries-${copied.version}`, 'native', 'bin', 'postgres'),
    )
    expect(runs(copied.initdb), round).toContain('initdb (PostgreSQL) 18')
  }
})
