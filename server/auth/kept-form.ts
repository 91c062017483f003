import type { KeyObject } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { isId } from '#domain/shared/ids.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { seal, unseal } from '#server/keys/seal.ts'

const KEPT_PLACE = 'kept form'
const KEPT_LIFE = 2 * 3_600_000
const MOST = 1_000_000
const COMPRESS_FROM = 1000

export type KeptForm = { readonly path: string; readonly fields: Typed }
type Kept = { userId: string; path: string; fields: Typed; at: number }

/**
 * What was typed when the session had ended, sealed so that it can wait in the sign-in page: it is a person's data,
 * and the page may be left open. Empty where it is over 1 MB.
 */
export function keepForm(key: KeyObject, form: KeptForm & { userId: string; at: Date }): string {
  const kept: Kept = { userId: form.userId, path: form.path, fields: form.fields, at: form.at.getTime() }
  const plain = Buffer.from(JSON.stringify(kept))
  const large = plain.length > COMPRESS_FROM
  const sealed = seal(key, Buffer.concat([Buffer.of(large ? 1 : 0), large ? deflateRawSync(plain) : plain]), KEPT_PLACE)
  const text = sealed.toString('base64url')
  return text.length <= MOST ? text : ''
}

/** Opens for the person who typed it, within two hours; null for anybody else. */
export function openKeptForm(key: KeyObject, text: string, now: Date, userId: string): KeptForm | null {
  if (text.length > MOST || !/^[A-Za-z0-9_-]+$/.test(text)) return null
  try {
    const plain = unseal(key, Buffer.from(text, 'base64url'), KEPT_PLACE)
    const body = plain.subarray(1)
    const kept: Kept = JSON.parse((plain[0] === 1 ? inflateRawSync(body) : body).toString('utf8'))
    if (kept.userId !== userId || kept.at + KEPT_LIFE <= now.getTime()) return null
    return { path: kept.path, fields: kept.fields }
  } catch {
    return null
  }
}

const TOKEN_PLACE = 'form token'
const TOKEN_LIFE = 12 * 3_600_000
const ID = 16
const LENGTH = 2 * ID + 8

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Carried by every form: it comes from a page that was shown to this person, and one submission counts once. */
export function formToken(key: KeyObject, { userId, id, at }: { userId: string; id: string; at: Date }): string {
  if (!isId(userId) || !isId(id)) throw new Error('a form token needs two ids')
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(at.getTime()))
  return seal(key, Buffer.concat([bytesOf(userId), bytesOf(id), time]), TOKEN_PLACE).toString('base64url')
}

/** Whose form it was and its submission id; null where it is not ours, was altered, or is older than 12 hours. */
export function openFormToken(key: KeyObject, text: string, now: Date): { userId: string; id: string } | null {
  if (!/^[A-Za-z0-9_-]{40,200}$/.test(text)) return null
  try {
    const plain = unseal(key, Buffer.from(text, 'base64url'), TOKEN_PLACE)
    const at = Number(plain.readBigUInt64BE(2 * ID))
    if (plain.length !== LENGTH || at + TOKEN_LIFE <= now.getTime()) return null
    return { userId: idOf(plain.subarray(0, ID)), id: idOf(plain.subarray(ID, 2 * ID)) }
  } catch {
    return null
  }
}
