import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { combine, split } from 'shamir-secret-sharing'
import { markOf } from './keyring.ts'
import { typeable, typed } from './typed-bytes.ts'

/** One share of a root key: any `threshold` of one set bring it back, one less tells nothing. */
export type Share = { version: number; threshold: number; index: number; text: string }

type Read = { version: number; threshold: number; mark: string; set: string; points: Buffer }

const FORM = 1
const MARK = 8
const SET = 2
const POINTS = 33
const CHECK = 4
const HEAD = 4 + MARK + SET

const checkOf = (bytes: Buffer) => createHash('sha256').update('aman share').update(bytes).digest().subarray(0, CHECK)
const shortMark = (root: KeyObject) => markOf(root).subarray(0, MARK)

/**
 * Splits a root key. Each share holds, in this order: its form, the key's version (2 bytes), the threshold, the key's mark (8),
 * the number of its set (2), the share itself (33, the last of them its index), and a check of all that (4).
 */
export async function splitRoot(root: KeyObject, version: number, shares: number, threshold: number): Promise<Share[]> {
  const set = randomBytes(SET)
  const points = await split(new Uint8Array(root.export()), shares, threshold)
  return points.map((each, at) => {
    const head = Buffer.concat([Buffer.of(FORM, version >> 8, version & 0xff, threshold), shortMark(root), set])
    const body = Buffer.concat([head, each])
    return { version, threshold, index: at + 1, text: typeable(Buffer.concat([body, checkOf(body)])) }
  })
}

/** The root key of shares that were typed or read from files. What is wrong with them is said in one line. */
export async function joinShares(texts: readonly string[]): Promise<{ root: KeyObject; version: number }> {
  const shares = texts.map((text, at) => readShare(text, at + 1))
  const [first] = shares
  if (!first) throw new Error('No share was given.')
  const { version, threshold, mark } = first
  if (shares.some(each => each.mark !== mark || each.version !== version))
    throw new Error('These shares are of different root keys.')
  if (shares.some(each => each.set !== first.set))
    throw new Error('These shares are of different sets: each split of a root key makes shares of its own.')
  if (new Set(shares.map(each => each.points.toString('hex'))).size < shares.length)
    throw new Error('The same share was given twice.')
  if (shares.length < threshold) throw new Error(`${threshold} shares are needed, and ${shares.length} of them given.`)
  const root = createSecretKey(Buffer.from(await combine(shares.map(each => new Uint8Array(each.points)))))
  if (shortMark(root).toString('hex') !== mark) throw new Error('These shares do not fit together.')
  return { root, version }
}

function readShare(text: string, number: number): Read {
  const bytes = typed(text)
  const body = bytes?.subarray(0, HEAD + POINTS)
  if (!bytes || !body || bytes.length !== HEAD + POINTS + CHECK || !bytes.subarray(HEAD + POINTS).equals(checkOf(body)))
    throw new Error(`Share number ${number} is damaged or mistyped.`)
  if (body[0] !== FORM) throw new Error(`Share number ${number} was made by another version of Aman.`)
  return {
    version: body.readUInt16BE(1),
    threshold: body.readUInt8(3),
    mark: body.subarray(4, 4 + MARK).toString('hex'),
    set: body.subarray(4 + MARK, HEAD).toString('hex'),
    points: body.subarray(HEAD),
  }
}

/** The shares in a text: lines that begin with "#" are for people, and an empty line ends a share. */
export function sharesIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map(line => (line.trimStart().startsWith('#') ? '' : line.trim()))
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map(each => each.trim())
    .filter(each => each !== '')
}
