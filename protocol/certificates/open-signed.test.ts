import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type CompactJWSHeaderParameters, CompactSign, type JWK } from 'jose'
import { expect, test } from 'vitest'
import { openSigned, unbelieved } from './open-signed.ts'

const TYPE = 'aman-certificate-list+jws'
const PAYLOAD = { at: 1, revoked: ['Қ-1'] }
const pairOf = (kid: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' } as JWK }
}
const ours = pairOf('ours')
const theirs = pairOf('theirs')

const written = (text: string) => Buffer.from(text).toString('base64url')
/** Signed by the library that we do without here. */
const signed = (
  header: Partial<CompactJWSHeaderParameters>,
  key: KeyObject = ours.privateKey,
  text = JSON.stringify(PAYLOAD),
) =>
  new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'ours', typ: TYPE, ...header })
    .sign(key, { crit: { strict: true } })
const opened = (token: string, keys = [ours.jwk]) => openSigned(token, TYPE, keys)

test('what one of the keys signed is opened', async () => {
  expect(await opened(await signed({}), [theirs.jwk, ours.jwk])).toEqual(PAYLOAD)
})

test('another key, another kind, an unknown key, no key and a demand on the reader open nothing', async () => {
  const tokens = [
    await signed({}, theirs.privateKey),
    await signed({ typ: 'aman-reflection-certificate+jws' }),
    await signed({ kid: 'theirs' }),
    await signed({ crit: ['strict'], strict: true }),
  ]
  for (const token of tokens) expect(await opened(token)).toBeNull()
  expect(await opened(await signed({}), [])).toBeNull()
  expect(await opened(await signed({ kid: 'rsa' }), [{ ...ours.jwk, kid: 'rsa', kty: 'RSA' }])).toBeNull()
})

test('no algorithm but the one is believed, whatever the header says', async () => {
  const [, payload = '', signature = ''] = (await signed({})).split('.')
  for (const alg of ['none', 'HS256', 'RS256', 'eddsa', null]) {
    const header = written(JSON.stringify({ alg, kid: 'ours', typ: TYPE }))
    for (const end of [signature, '', 'A'.repeat(86)]) expect(await opened(`${header}.${payload}.${end}`)).toBeNull()
  }
})

test('a signature does not outlive the change of any one letter', async () => {
  const token = await signed({})
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect(await opened(token.slice(0, at) + other + token.slice(at + 1))).toBeNull()
  }
})

test('text that is no signed text is neither opened nor read', async () => {
  const strange = [
    '',
    '.',
    '..',
    'a.b',
    'a.b.c',
    `${written('{}')}.${written('no')}.${'A'.repeat(86)}`,
    ' '.repeat(2000),
  ]
  for (const token of [...strange, `${await signed({})}.x`, ` ${await signed({})}`]) {
    expect(await opened(token)).toBeNull()
    expect(unbelieved(token)).toBeNull()
  }
  expect(await opened(await signed({}, ours.privateKey, 'no json'))).toBeNull()
})
