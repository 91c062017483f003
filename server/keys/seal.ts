import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { randomly } from './chance.ts'

const VERSION = 1
const IV = 12
const TAG = 16

/** AES-256-GCM: version byte, 12-byte nonce, ciphertext, 16-byte tag. `place` binds the bytes to where they are stored. */
export function seal(key: KeyObject, plain: Uint8Array, place: string): Buffer {
  const iv = randomly(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(place))
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), iv, body, cipher.getAuthTag()])
}

/** Throws where the key is wrong, a byte was altered, or the bytes were moved from another place. */
export function unseal(key: KeyObject, sealed: Buffer, place: string): Buffer {
  if (sealed[0] !== VERSION || sealed.length < 1 + IV + TAG) throw new Error('sealed bytes of an unknown form')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const body = decipher.update(sealed.subarray(1 + IV, sealed.length - TAG))
  decipher.final()
  return body
}

export const sealText = (key: KeyObject, text: string, place: string): Buffer => seal(key, Buffer.from(text), place)

export const unsealText = (key: KeyObject, sealed: Buffer, place: string): string =>
  unseal(key, sealed, place).toString('utf8')

export const newKey = (): KeyObject => createSecretKey(randomly(32))

export const sealKey = (key: KeyObject, inner: KeyObject, place: string): Buffer => seal(key, inner.export(), place)

export const unsealKey = (key: KeyObject, sealed: Buffer, place: string): KeyObject =>
  createSecretKey(unseal(key, sealed, place))
