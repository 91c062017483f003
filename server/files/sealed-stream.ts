import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

/*
 * A file as ciphertext, in parts of 64 KB, each AES-256-GCM under the file's own key (the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár, 2015). A part's nonce holds its number and whether it is the last one: parts that were cut off, swapped,
 * repeated or taken from another file do not open. The key seals one file only, so no nonce comes twice.
 */
const PART = 65_536
const TAG = 16
const FORM = Buffer.of(1)

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(number, 7)
  nonce[11] = last ? 1 : 0
  return nonce
}

type Bytes = AsyncIterable<Uint8Array>

/** Cuts into parts of a size; only the last one may be shorter, and there is always a last one. */
async function* inParts(bytes: Bytes, size: number): AsyncGenerator<{ part: Buffer; last: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const each of bytes) {
    held.push(Buffer.from(each.buffer, each.byteOffset, each.byteLength))
    length += each.byteLength
    if (length <= size) continue
    let all = Buffer.concat(held)
    for (; all.length > size; all = all.subarray(size)) yield { part: all.subarray(0, size), last: false }
    held = [Buffer.from(all)]
    length = all.length
  }
  yield { part: Buffer.concat(held), last: true }
}

export async function* sealStream(key: KeyObject, bytes: Bytes, place: string): AsyncGenerator<Buffer> {
  yield FORM
  let number = 0
  for await (const { part, last } of inParts(bytes, PART)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last))
    cipher.setAAD(Buffer.from(place))
    yield Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()])
    number += 1
  }
}

/** Throws at the first part that is not what was sealed at this place in this file. */
export async function* openStream(key: KeyObject, bytes: Bytes, place: string): AsyncGenerator<Buffer> {
  let number = 0
  for await (const { part, last } of inParts(withoutForm(bytes), PART + TAG)) {
    if (part.length < TAG) throw new Error('a sealed file that ends too early')
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last))
    decipher.setAAD(Buffer.from(place))
    decipher.setAuthTag(part.subarray(part.length - TAG))
    yield Buffer.concat([decipher.update(part.subarray(0, part.length - TAG)), decipher.final()])
    number += 1
  }
}

async function* withoutForm(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let begun = false
  for await (const each of bytes) {
    if (!begun && each[0] !== FORM[0]) throw new Error('a sealed file of an unknown form')
    yield begun ? each : each.subarray(1)
    begun = true
  }
}
