import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUploadForm } from './multipart.ts'

const BOUNDARY = '----invented7boundary'

type Part = { name: string; file?: string; value: Uint8Array | string }

function bodyOf(parts: readonly Part[], end = `--${BOUNDARY}--\r\n`): Buffer {
  const written = parts.flatMap(({ name, file, value }) => [
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n`,
    ),
    Buffer.from(file === undefined ? '\r\n' : 'content-type: image/jpeg\r\n\r\n'),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...written, Buffer.from(end)])
}

const TYPE = `multipart/form-data; boundary=${BOUNDARY}`

/** A request whose body arrives in pieces of a size. */
function request(body: Buffer, size = 64, type = TYPE): Request {
  let at = 0
  return requestOf(
    {
      pull(controller) {
        if (at >= body.length) return controller.close()
        controller.enqueue(body.subarray(at, at + size))
        at += size
      },
    },
    type,
  )
}

function requestOf(source: UnderlyingDefaultSource<Uint8Array>, type = TYPE): Request {
  const stream = new ReadableStream<Uint8Array>(source)
  return new Request('http://aman.test/', {
    method: 'POST',
    headers: { 'content-type': type },
    body: stream,
    duplex: 'half',
  } as RequestInit)
}

async function read(body: Buffer, size?: number) {
  const form = await readUploadForm(request(body, size))
  if (!form.ok) return form.code
  const bytes: Uint8Array[] = []
  for await (const each of form.value.file?.bytes ?? []) bytes.push(each)
  return { typed: { ...form.value.typed }, name: form.value.file?.name ?? null, bytes: Buffer.concat(bytes) }
}

test('fields and file arrive as they were sent, however the body was cut, and whatever the file holds', async () => {
  const tricky = fc.constantFrom(`\r\n--${BOUNDARY.slice(0, -1)}`, '\r\n--', '\r', '', '--', `\n--${BOUNDARY}`)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      tricky,
      fc.integer({ min: 0, max: 400 }),
      async (size, end, length) => {
        // A random 13 before an end that begins with 10 would make a boundary of it.
        const bytes = Buffer.concat([randomBytes(length), Buffer.from([0]), Buffer.from(end)])
        const parts = [
          { name: '_form', value: 'token' },
          { name: 'original', value: 'on' },
          { name: 'file', file: 'IMG "1".jpg'.replaceAll('"', '%22'), value: bytes },
        ]
        expect(await read(bodyOf(parts), size)).toEqual({
          typed: { _form: 'token', original: 'on' },
          name: 'IMG "1".jpg',
          bytes,
        })
      },
    ),
  )
})

test('a file field in which nothing was chosen is no file', async () => {
  const parts = [
    { name: '_form', value: 'token' },
    { name: 'file', file: '', value: '' },
  ]
  expect(await read(bodyOf(parts))).toEqual({ typed: { _form: 'token' }, name: null, bytes: Buffer.alloc(0) })
})

describe('what no form of ours sends is refused', () => {
  const field = (value: string) => [{ name: 'a', value }]
  test.each([
    ['no form', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['another boundary', Buffer.from('--other\r\n\r\n')],
    ['a head without a name', Buffer.from(`--${BOUNDARY}\r\ncontent-type: text/plain\r\n\r\nx\r\n--${BOUNDARY}--`)],
    ['a head without an end', Buffer.from(`--${BOUNDARY}\r\n${'x'.repeat(9000)}`)],
  ])('%s', async (_, body) => expect(await read(body)).toBe('input.malformed'))
  test('a field that is too long, or too many of them', async () => {
    expect(await read(bodyOf(field('x'.repeat(30_000))))).toBe('input.too-large')
    expect(await read(bodyOf(Array.from({ length: 60 }, () => ({ name: 'a', value: 'b' }))))).toBe('input.too-large')
  })
  test('another type, or one without a boundary', async () => {
    for (const type of [
      'application/json',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'text/multipart/form-data; boundary=a',
    ])
      expect(await readUploadForm(request(bodyOf([]), 64, type))).toMatchObject({ ok: false, code: 'input.not-form' })
  })
  test('a file that breaks off before its boundary', async () => {
    const body = bodyOf([{ name: 'file', file: 'a.jpg', value: randomBytes(500) }])
    await expect(read(body.subarray(0, 400))).rejects.toThrow('broken off')
  })
})

const whole = (parts: readonly Part[]) => read(bodyOf(parts))
const file = { name: 'file', file: 'a.jpg', value: 'invented' }

test.each([
  ['a second file', [file, file]],
  ['a field that would be dropped unjudged', [file, { name: 'original', value: 'on' }]],
  [
    'a field that would be dropped, among many',
    [file, ...Array.from({ length: 60 }, () => ({ name: 'a', value: 'b' }))],
  ],
])('after the file nothing may come: %s', (_, parts) => expect(whole(parts)).rejects.toThrow('broken off'))

test.each([
  ['Айгуль Қ.jpg', 'Айгуль Қ.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Documents\\IMG 1.jpg', 'IMG 1.jpg'],
  ['%22a%22%0D%0A100%25.jpg', '"a" 100%25.jpg'],
])('a file called %s is called %s', async (sent, name) => {
  expect(await whole([{ ...file, file: sent }])).toMatchObject({ name })
})

test('whatever arrives is answered, and no fault escapes', async () => {
  const bits = [
    '\r\n',
    '--',
    BOUNDARY,
    'content-disposition: form-data',
    '; name="a"',
    '; filename="b"',
    '\r\n\r\n',
    'x',
  ]
  const start = fc.constantFrom('', bodyOf([{ name: 'a', value: 'b' }], ''), bodyOf([file], ''), `--${BOUNDARY}\r\n`)
  const rest = fc.array(fc.constantFrom(...bits), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(start, rest, fc.integer({ min: 1, max: 90 }), async (first, then, size) => {
      const answer = await read(Buffer.concat([Buffer.from(first), Buffer.from(then.join(''))]), size).catch(String)
      expect(typeof answer === 'object' || /^(input\.|Error: broken off)/.test(answer), String(answer)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

describe('of what is sent without end', () => {
  /** Goes on for ever, and counts what was taken of it. */
  function endless(beginning: Buffer) {
    const seen = { taken: 0 }
    const form = requestOf({
      start: controller => controller.enqueue(beginning),
      pull(controller) {
        seen.taken += 10_000
        controller.enqueue(Buffer.alloc(10_000, 'x'))
      },
    })
    return { form, seen }
  }
  test.each([
    ['nothing that is a form', ''],
    ['a field', `--${BOUNDARY}\r\ncontent-disposition: form-data; name="a"\r\n\r\n`],
    ['a head', `--${BOUNDARY}\r\ncontent-disposition: `],
    ['a part without a name', `--${BOUNDARY}\r\ncontent-type: text/plain\r\n\r\n`],
    ['a file that was not chosen', `--${BOUNDARY}\r\ncontent-disposition: form-data; name="a"; filename=""\r\n\r\n`],
  ])('at most 1 MB is read: %s', async (_, beginning) => {
    const { form, seen } = endless(Buffer.from(beginning))
    expect(await readUploadForm(form)).toMatchObject({ ok: false, code: 'input.too-large' })
    await sleep(20)
    expect(seen.taken).toBeLessThan(1_200_000)
  })
  const endlessFile = () => endless(bodyOf([{ ...file, value: '' }], '').subarray(0, -2))
  test('a file is read no faster than it is asked for', async () => {
    const { form, seen } = endlessFile()
    expect(await readUploadForm(form)).toMatchObject({ ok: true })
    await sleep(50)
    expect(seen.taken).toBeLessThan(400_000)
  })
  test('of a file that was let go of nothing more is read, and it does not pass for a whole one', async () => {
    const { form, seen } = endlessFile()
    const read = await readUploadForm(form)
    const unread = read.ok ? read.value.file : null
    unread?.[Symbol.dispose]()
    await sleep(10)
    const { taken } = seen
    const reading = (async () => {
      for await (const _ of unread?.bytes ?? []);
    })()
    await expect(reading).rejects.toThrow('broken off')
    expect(seen.taken).toBe(taken)
  })
  test('whoever stops reading a file lets go of it', async () => {
    const { form, seen } = endlessFile()
    const read = await readUploadForm(form)
    for await (const _ of (read.ok && read.value.file?.bytes) || []) break
    await sleep(10)
    const { taken } = seen
    await sleep(30)
    expect(seen.taken).toBe(taken)
  })
})
