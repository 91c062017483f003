import { request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ServerType, serve } from '@hono/node-server'
import fc from 'fast-check'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readForm, readJson } from './body.ts'
import { readFields } from './read-fields.ts'

const LIMIT = 1_000_000
let server: ServerType
let port = 0
const faults: unknown[] = []

beforeAll(async () => {
  const app = new Hono()
  app.post('/json', async c => c.json(await readJson(c.req.raw)))
  app.post('/form', async c => c.json(await readForm(c.req.raw)))
  app.onError((error, c) => {
    faults.push(error)
    return c.text('fault', 500)
  })
  server = await new Promise<ServerType>(resolve => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started))
  })
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise(resolve => server.close(resolve)))

type Sent = { path: string; type: string; parts: readonly (string | Buffer)[]; length?: number | undefined }

/** As it travels: in parts of unknown length, or with a length that may be false. */
function send({ path, type, parts, length }: Sent): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type, ...(length !== undefined && { 'content-length': length }) }
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers, agent: false }, async answer => {
      const received = await answer.setEncoding('utf8').toArray()
      resolve(JSON.parse(received.join('')))
      sent.destroy()
    })
    sent.on('error', reject)
    for (const part of parts) sent.write(part)
    sent.end()
  })
}

const json = (parts: readonly (string | Buffer)[], length?: number) =>
  send({ path: '/json', type: 'application/json', parts, length })
const form = (parts: readonly string[], length?: number) =>
  send({ path: '/form', type: 'application/x-www-form-urlencoded', parts, length })
const ofBytes = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`

describe('a body of at most 1 MB', () => {
  test('is read, whether its length was told or not', async () => {
    expect(await json([ofBytes(LIMIT)], LIMIT)).toMatchObject({ ok: true })
    expect(await json([ofBytes(LIMIT).slice(0, 10), ofBytes(LIMIT).slice(10)])).toMatchObject({ ok: true })
  })
  test('one byte more is refused, whether its length was told or not', async () => {
    const tooLarge = { ok: false, code: 'input.too-large' }
    expect(await json([ofBytes(LIMIT + 1)], LIMIT + 1)).toEqual(tooLarge)
    expect(await json([ofBytes(LIMIT + 1)])).toEqual(tooLarge)
    expect(await form([`a=${'x'.repeat(LIMIT - 1)}`], LIMIT + 1)).toEqual(tooLarge)
    expect(await form([`a=${'x'.repeat(LIMIT - 1)}`])).toEqual(tooLarge)
  })
  test('a body that never ends is cut off while it comes', async () => {
    const parts = Array.from({ length: 40 }, () => Buffer.alloc(100_000, 120))
    expect(await json(parts)).toEqual({ ok: false, code: 'input.too-large' })
  })
  test('a sender that leaves in the middle of it is no fault of ours', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /json HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"a"')
    await sleep(100)
    socket.destroy()
    await sleep(100)
    expect(faults).toEqual([])
  })
})

describe('JSON', () => {
  test('its type must be told, in any writing, with or without a character set', async () => {
    for (const type of [
      'application/json',
      'Application/JSON',
      'application/json; charset=utf-8',
      'application/json ;x=y',
    ]) {
      expect(await send({ path: '/json', type, parts: ['{}'] }), type).toEqual({ ok: true, value: {} })
    }
    for (const type of [
      '',
      'text/json',
      'application/jsonp',
      'application/json+x',
      'text/plain',
      'text/application/json',
    ]) {
      expect(await send({ path: '/json', type, parts: ['{}'] }), type).toEqual({ ok: false, code: 'input.not-json' })
    }
  })
  test('bytes that are no UTF-8 are refused and not mended', async () => {
    for (const bytes of [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
      expect(await json([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')])).toEqual({
        ok: false,
        code: 'input.malformed',
      })
    }
  })
  test('a letter that was cut in two on its way is whole again', async () => {
    const bytes = Buffer.from('{"a":"Ә"}')
    expect(await json([bytes.subarray(0, 7), bytes.subarray(7)])).toEqual({ ok: true, value: { a: 'Ә' } })
  })
})

const encoded = (pairs: readonly (readonly [string, string])[]) =>
  new URLSearchParams(pairs.map(each => [...each])).toString()

describe('a form', () => {
  test('its type must be told', async () => {
    for (const type of ['', 'application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
      expect(await send({ path: '/form', type, parts: ['a=1'] }), type).toEqual({ ok: false, code: 'input.not-form' })
    }
  })
  test('takes 400 fields, and not one more', async () => {
    const fields = (count: number) => encoded(Array.from({ length: count }, (_, index) => [`f${index}`, 'x']))
    expect(Object.keys((await form([fields(400)])).value as object)).toHaveLength(400)
    expect(await form([fields(401)])).toEqual({ ok: false, code: 'input.too-large' })
  })
  test('fields left empty were not filled in; lists and records come together', () => {
    expect({ ...readFields('a=&b=1&c[]=x&c[]=&c[]=y&d[k.l]=1&d[m]=&d[n]=2') }).toEqual({
      b: '1',
      c: ['x', 'y'],
      d: { 'k.l': '1', n: '2' },
    })
  })
  test('a name may be any word of the language, and stays a name', () => {
    const typed = readFields('__proto__=a&__proto__[x]=b&constructor[]=c&toString=d&d[__proto__]=e&d[constructor]=f')
    expect(Object.getPrototypeOf(typed)).toBe(null)
    expect(Object.entries(typed ?? {}).map(([name]) => name)).toEqual(['__proto__', 'constructor', 'toString', 'd'])
    expect(Object.getPrototypeOf(typed?.d)).toBe(null)
    expect(Object.keys(typed?.d ?? {})).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).x).toBe(undefined)
  })
  test('each value that was typed comes back under its name, whatever it is', () => {
    const word = fc.stringMatching(/^[a-zA-Z][\w-]{0,8}$/)
    const value = fc.string({ minLength: 1, unit: 'grapheme' })
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(word, value), { selector: ([name]) => name, maxLength: 30 }), pairs => {
        expect(Object.entries(readFields(encoded(pairs)) ?? {})).toEqual(pairs.map(each => [...each]))
        const list = readFields(encoded(pairs.map(([, each]) => ['all[]', each] as const)))
        expect(list?.all ?? []).toEqual(pairs.map(([, each]) => each))
        const record = readFields(encoded(pairs.map(([name, each]) => [`all[${name}]`, each] as const)))
        expect(Object.entries(record?.all ?? {})).toEqual(pairs.map(each => [...each]))
      }),
    )
  })
  test('no body whatever makes it fall over', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), body => void readFields(body)))
  })
})
