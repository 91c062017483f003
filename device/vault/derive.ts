/** How the data key was wrapped. `secret` came from the server at enrolment; script can use it and not read it. */
export type Wrapping = {
  salt: Uint8Array<ArrayBuffer>
  rounds: number
  secret: CryptoKey
  iv: Uint8Array<ArrayBuffer>
}

/**
 * The wrapped key is a blob because browsers keep a blob in a file of its own and delete that file with it, while a deleted row lies on in
 * the files of the database for days. Without these bytes nothing that was left there opens, whatever the PIN.
 */
export type Wrapped = { wrapping: Wrapping; blob: Blob }

const DATA = { name: 'AES-GCM', length: 256 } as const
const INFO = new TextEncoder().encode('aman field vault: wraps the data key')
const BOUND = new TextEncoder().encode('lock|data key')

export const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

export const secretKey = (secret: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveKey'])

/** The one moment at which the data key may leave: it is wrapped by a PIN and forgotten. */
export const newDataKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(DATA, true, ['encrypt', 'decrypt'])

/** PIN through PBKDF2, then with the device's secret through HKDF: neither says anything without the other. */
async function wrappingKey(pin: string, wrapping: Omit<Wrapping, 'iv'>): Promise<CryptoKey> {
  const { salt, rounds: iterations, secret } = wrapping
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const stretched = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, 256)
  const how = { name: 'HKDF', hash: 'SHA-256', salt: stretched, info: INFO }
  return crypto.subtle.deriveKey(how, secret, DATA, false, ['wrapKey', 'unwrapKey'])
}

export async function wrap(key: CryptoKey, pin: string, rounds: number, secret: CryptoKey): Promise<Wrapped> {
  const [salt, iv] = [random(32), random(12)]
  const by = await wrappingKey(pin, { salt, rounds, secret })
  const bytes = await crypto.subtle.wrapKey('raw', key, by, { name: 'AES-GCM', iv, additionalData: BOUND })
  return { wrapping: { salt, rounds, secret, iv }, blob: new Blob([bytes]) }
}

/** Null where the PIN is another. */
export async function unwrap(
  { wrapping, blob }: Wrapped,
  pin: string,
  extractable: boolean,
): Promise<CryptoKey | null> {
  const [by, bytes] = await Promise.all([wrappingKey(pin, wrapping), blob.arrayBuffer()])
  const how = { name: 'AES-GCM', iv: wrapping.iv, additionalData: BOUND }
  try {
    return await crypto.subtle.unwrapKey('raw', bytes, by, how, DATA, extractable, ['encrypt', 'decrypt'])
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null
    throw error
  }
}
