import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { addressOf, openDatabase } from '#server/db/database.ts'
import { checkRootKey, hasInstance } from '#server/db/instance.ts'
import { syncFolder, writeDurably } from '#server/keys/durable.ts'
import { rootOf } from '#server/keys/keyring.ts'
import { type KeyringPlace, keyringFrom, loadRootKey, placeRecovered } from '#server/keys/root-key.ts'
import { rotateKeys } from '#server/keys/rotate.ts'
import { joinShares, type Share, sharesIn, splitRoot } from '#server/keys/shares.ts'
import { orSayWhy } from './or-say-why.ts'
import { readSettings, type StartSettings, WrongSetting } from './settings.ts'

type Common = { data?: string; json?: boolean }
type SplitFlags = Common & { shares: string; threshold: string; to?: string }

export function addKeysCommands(program: Command): void {
  const keys = program
    .command('keys')
    .description('Rotate the keys, split the root key into shares, bring it back from them')
  const add = (name: string, about: string) =>
    keys
      .command(name)
      .description(about)
      .option('--data <folder>', 'where the database and the root key lie')
      .option('--json', 'answer as JSON')
  add('rotate', 'Make new keys and seal everything anew under them, while Aman runs')
    .option('--signing', 'make a new signing key too, and retire the present one')
    .action((flags: Common & { signing?: boolean }) => orSayWhy(() => rotate(flags)))
  add('split', 'Print shares of the root key, to be kept by different people')
    .requiredOption('--shares <number>', 'how many to make')
    .requiredOption('--threshold <number>', 'how many of them bring the key back')
    .option('--to <folder>', 'write each into a file of its own, and print nothing secret')
    .action((flags: SplitFlags) => orSayWhy(() => split(flags)))
  add('recover', 'Bring the root key back from shares, read from files or typed in')
    .option('--share <file...>', 'files with shares; without it they are read from the input')
    .action((flags: Common & { share?: string[] }) => orSayWhy(() => recover(flags)))
}

const settingsOf = ({ data }: Common) => readSettings({ ...(data && { data }) }, process.env)

const placeOf = ({ rootKeyFile, dataDir }: StartSettings): KeyringPlace => ({
  file: rootKeyFile,
  copy: join(dataDir, 'root.key.sealed'),
})

async function rotate(flags: Common & { signing?: boolean }): Promise<void> {
  const settings = settingsOf(flags)
  const ring = await loadRootKey(settings.rootKeyFile, false)
  const { dataDir, databaseUrl } = settings
  const database = await openDatabase({ dataDir, databaseUrl, ring, beside: true, log: () => undefined })
  try {
    const done = await rotateKeys({
      owner: database.owner,
      place: placeOf(settings),
      signing: flags.signing ?? false,
      tell: () => undefined,
    })
    if (flags.json) return console.log(JSON.stringify(done))
    const sealed = `${done.dataKeys} data keys were sealed anew`
    console.log(
      `${done.resumed ? 'The rotation that had begun is done' : 'The keys are rotated'}: version ${done.version}, ${sealed}.`,
    )
    if (done.signingKey)
      console.log(`New signing key: ${done.signingKey}. Running Amans sign with it after their next start.`)
    console.log(
      `Copy ${settings.rootKeyFile} to its safe place, make new shares, and destroy the copies and shares of before.`,
    )
  } finally {
    await database.stop()
  }
}

const MOST_SHARES = 20

function countIn(text: string, name: string): number {
  const count = Number(text)
  if (!/^\d{1,3}$/.test(text) || count < 2 || count > MOST_SHARES)
    throw new WrongSetting(`${name} takes a whole number from 2 to ${MOST_SHARES}.`)
  return count
}

async function split(flags: SplitFlags): Promise<void> {
  const shares = countIn(flags.shares, '--shares')
  const threshold = countIn(flags.threshold, '--threshold')
  if (threshold > shares) throw new WrongSetting('--threshold cannot be more than --shares.')
  const ring = await loadRootKey(settingsOf(flags).rootKeyFile, false)
  if (ring.roots.size > 1)
    throw new WrongSetting('A rotation has begun. End it with "aman keys rotate" before the key is split.')
  const made = await splitRoot(rootOf(ring, ring.version), ring.version, shares, threshold)
  if (flags.to) return writeShares(flags.to, made, flags.json ?? false)
  if (flags.json) return console.log(JSON.stringify(made))
  console.log(made.map(each => sheetOf(each, shares)).join('\n'))
}

const sheetOf = ({ index, version, threshold, text }: Share, of: number) =>
  [
    `# Aman: share ${index} of ${of} of the root key, version ${version}. Any ${threshold} of these ${of} bring it back.`,
    '# Keep it apart from the other shares and from every copy of the database.',
    text,
    '',
  ].join('\n')

async function writeShares(folder: string, made: readonly Share[], json: boolean): Promise<void> {
  const files: string[] = []
  for (const each of made) {
    const file = join(folder, `aman-share-${each.index}-of-${made.length}.txt`)
    await writeDurably(file, Buffer.from(sheetOf(each, made.length))).catch((error: NodeJS.ErrnoException) => {
      throw new WrongSetting(`${file} cannot be written (${error.code}).`)
    })
    files.push(file)
  }
  await syncFolder(folder)
  console.log(json ? JSON.stringify({ files }) : files.join('\n'))
}

async function recover(flags: Common & { share?: string[] }): Promise<void> {
  const settings = settingsOf(flags)
  const texts = flags.share ? await Promise.all(flags.share.map(readShareFile)) : [await readInput()]
  const { root, version } = await joinShares(texts.flatMap(sharesIn))
  const place = placeOf(settings)
  const ring = await keyringFrom(place, root, version)
  const owner = settings.databaseUrl ? addressOf(settings.databaseUrl) : null
  if (owner && (await hasInstance(owner))) await checkRootKey(owner, ring)
  const outcome = await placeRecovered(place, ring)
  if (flags.json) return console.log(JSON.stringify({ file: place.file, version, outcome }))
  console.log(
    outcome === 'written' ? `The root key is back: ${place.file}` : `${place.file} is this very root key already.`,
  )
}

function readShareFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongSetting(`The share ${file} cannot be read (${error.code}).`)
  })
}

async function readInput(): Promise<string> {
  const lines: string[] = []
  if (process.stdin.isTTY) console.error('Type the shares, an empty line after each, and end with Ctrl+D.')
  for await (const line of createInterface({ input: process.stdin })) lines.push(line)
  return lines.join('\n')
}
