import { randomBytes } from 'node:crypto'
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

/** A request whose body arrives in pieces of a size. */
function request(body: Buffer, size = 64, type = `multipart/form-data; boundary=${BOUNDARY}`): Request {
  let at = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= body.length) return controller.close()
      controller.enqueue(body.subarray(at, at + size))
      at += size
    },
  })
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
        const bytes = Buffer.concat([randomBytes(length), Buffer.from(end)])
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
