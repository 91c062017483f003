import { refuse } from '#domain/shared/result.ts'
import { random } from './derive.ts'
import { VaultRefusal } from './refusal.ts'

/** What lies on the disk. `unsent` is the one fact in clear. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer; unsent?: 1 }

const LEAST_BYTES = 4096
const LENGTH_BYTES = 4

/** Filled up to a power of two, so that the length tells no more than small, middling or large. */
function padded(text: string): Uint8Array<ArrayBuffer> {
  const said = new TextEncoder().encode(text)
  const needed = LENGTH_BYTES + said.length
  const filled = new Uint8Array(Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(needed))))
  new DataView(filled.buffer).setUint32(0, said.length)
  filled.set(said, LENGTH_BYTES)
  return filled
}

function unpadded(filled: ArrayBuffer): string {
  const length = new DataView(filled).getUint32(0)
  return new TextDecoder().decode(new Uint8Array(filled, LENGTH_BYTES, length))
}

/** A record opens only at the place it was sealed for. */
const bound = (place: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(place),
})

const isUnsent = (value: unknown) =>
  typeof value === 'object' && value !== null && 'unsent' in value && value.unsent === true

export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = random(12)
  const bytes = await crypto.subtle.encrypt(bound(place, iv), key, padded(JSON.stringify(value)))
  return isUnsent(value) ? { iv, bytes, unsent: 1 } : { iv, bytes }
}

/** Whoever reads says what was kept there. */
export async function unseal<T>(key: CryptoKey, place: string, { iv, bytes }: Sealed): Promise<T> {
  try {
    return JSON.parse(unpadded(await crypto.subtle.decrypt(bound(place, iv), key, bytes)))
  } catch {
    throw new VaultRefusal(refuse('vault.damaged'))
  }
}
