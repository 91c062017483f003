import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { sweepOnce } from '#server/files/sweep.ts'
import { type App, appOf, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

let house: TestHouse
let app: App
let worker: Actor
let stranger: Actor
let caseId = ''
let token = ''

beforeAll(async () => {
  house = await openTestHouse()
  app = appOf(house)
  worker = await addActor(house, 'case-worker')
  stranger = await addActor(house, 'case-worker')
  caseId = await openedCase(house, worker)
  token = await tokenFor(house, worker)
})
afterAll(() => house.close())

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(150_000)])
const PLACE_TAKEN = 'Invented camera 7'

const photo = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#2a6' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Make: PLACE_TAKEN },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 14/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '76/1 53/1 0/1' },
    })
    .toBuffer()

async function send(
  bytes: Buffer,
  name = 'statement.pdf',
  fields: Record<string, string> = {},
  by = token,
  at = caseId,
) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const response = await app.request(`/api/v1/cases/${at}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by}` },
    body: form,
  })
  return { status: response.status, body: await response.json() }
}

const added = async (bytes: Buffer, name?: string, fields?: Record<string, string>): Promise<string> => {
  const { status, body } = await send(bytes, name, fields)
  expect([status, body]).toEqual([201, { id: expect.any(String) }])
  return body.id
}

const fetched = async (id: string, by = token) => {
  const response = await app.request(`/api/v1/cases/${caseId}/attachments/${id}`, {
    headers: { authorization: `Bearer ${by}` },
  })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

async function* pieces(bytes: Buffer) {
  yield bytes
}

const pathOf = (id: string) => join(house.vaultFolder, id.slice(-2), id)
const files = async () => (await readdir(house.vaultFolder, { recursive: true })).filter(each => each.length > 3)
const count = async () => (await house.owner.query('select count(*)::int as n from aman.attachment')).rows[0].n

describe('a file that was added', () => {
  test('comes back byte for byte, to the disk and never as a page', async () => {
    const id = await added(PDF)
    const { status, headers, bytes } = await fetched(id)
    expect(status).toBe(200)
    expect(bytes.equals(PDF)).toBe(true)
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="attachment-${id.slice(-8)}.pdf"`)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
  })
  test('stands in the list with its name, of which nothing lies in clear', async () => {
    const id = await added(PDF, '../../Aigul passport\u202e.pdf')
    const { body } = await caller(app, token)('GET', `/api/v1/cases/${caseId}/attachments`)
    const items = body.items as { id: string; name: string; kind: string; bytes: number }[]
    expect(items.find(each => each.id === id)).toMatchObject({
      name: 'Aigul passport.pdf',
      kind: 'document',
      bytes: PDF.length,
    })
    const { rows } = await house.owner.query('select a::text as text from aman.attachment a where id = $1', [id])
    expect(rows[0].text).not.toContain(Buffer.from('Aigul').toString('hex'))
    expect(rows[0].text).not.toContain('Aigul')
    const stored = await readFile(pathOf(id))
    expect(stored.includes(PDF.subarray(0, 40))).toBe(false)
    expect((await stat(pathOf(id))).mode & 0o777).toBe(0o600)
  })
  test('is recorded when it is added, opened, removed: each once', async () => {
    const id = await added(PDF)
    await fetched(id)
    await caller(app, token)('POST', `/api/v1/cases/${caseId}/attachments/${id}/remove`, {})
    const { rows } = await house.owner.query(
      'select action, subject_ids, detail from aman.audit_event order by seq desc limit 3',
    )
    const subject_ids = [caseId, id]
    expect(rows).toEqual([
      { action: 'attachment.removed', subject_ids, detail: { kind: 'document' } },
      { action: 'case.read', subject_ids, detail: { parts: 'attachment' } },
      { action: 'attachment.added', subject_ids, detail: { kind: 'document', original: true } },
    ])
  })
  test('is gone at once when it is removed, and its bytes with the next sweep', async () => {
    const id = await added(PDF)
    expect((await caller(app, token)('POST', `/api/v1/cases/${caseId}/attachments/${id}/remove`, {})).status).toBe(200)
    expect((await fetched(id)).status).toBe(404)
    expect(await files()).toContain(join(id.slice(-2), id))
    await utimes(pathOf(id), new Date(0), new Date(0))
    expect(await sweepOnce(house.house, new Date())).toBe(1)
    expect(await files()).not.toContain(join(id.slice(-2), id))
  })
  test('that was cut off on the disk is not given out as if it were whole', async () => {
    const id = await added(PDF)
    await truncate(pathOf(id), 1 + 65_536 + 16)
    await expect(fetched(id)).rejects.toThrow()
  })
})

describe('a photo', () => {
  test('is drawn anew: upright, without place and camera', async () => {
    const id = await added(await photo(), 'IMG_1.jpg')
    const { bytes } = await fetched(id)
    const { width, height, exif, orientation } = await sharp(bytes).metadata()
    expect({ width, height, exif, orientation }).toEqual({
      width: 40,
      height: 60,
      exif: undefined,
      orientation: undefined,
    })
    expect(bytes.includes(PLACE_TAKEN)).toBe(false)
  })
  test('stays as it is where it was asked for as evidence', async () => {
    const bytes = await photo()
    expect(bytes.includes(PLACE_TAKEN)).toBe(true)
    const id = await added(bytes, 'IMG_2.jpg', { original: 'true' })
    expect((await fetched(id)).bytes.equals(bytes)).toBe(true)
  })
  test('that unpacks to more than a server holds is refused', async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 4_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(await send(bomb, 'small.png')).toMatchObject({ status: 422, body: { code: 'attachment.unreadable' } })
  })
})

describe('what is not taken leaves nothing behind', () => {
  const before = { files: 0, rows: 0 }
  beforeAll(async () => {
    before.files = (await files()).length
    before.rows = await count()
  })
  test.each([
    [
      'a program called .jpg',
      Buffer.concat([Buffer.from('MZ'), randomBytes(5000)]),
      'holiday.jpg',
      422,
      'attachment.type-not-allowed',
    ],
    ['a page called .pdf', Buffer.from('<html><script>alert(1)</script>'), 'a.pdf', 422, 'attachment.type-not-allowed'],
    ['an empty file', Buffer.alloc(0), 'a.pdf', 422, 'attachment.empty'],
    ['too large a file', Buffer.concat([PDF, Buffer.alloc(1_000_000)]), 'a.pdf', 413, 'attachment.too-large'],
    [
      'half a picture',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]),
      'a.jpg',
      422,
      'attachment.unreadable',
    ],
  ])('%s', async (_, bytes, name, status, code) => {
    expect(await send(bytes, name)).toMatchObject({ status, body: { code } })
    expect({ files: (await files()).length, rows: await count() }).toEqual(before)
  })
  test('a case that is not ours, unknown or closed to us: the same answer, and no file', async () => {
    const other = await openedCase(house, stranger)
    for (const at of [other, house.house.newId()])
      expect(await send(PDF, 'a.pdf', {}, token, at)).toMatchObject({ status: 404, body: { code: 'case.not-found' } })
    expect((await files()).length).toBe(before.files)
  })
  test('what announces more than may come is refused before it is read', async () => {
    const response = await app.request(`/api/v1/cases/${caseId}/attachments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-length': '900000000',
        'content-type': 'multipart/form-data; boundary=a',
      },
      body: 'x',
    })
    expect([response.status, await response.json()]).toMatchObject([413, { code: 'attachment.too-large' }])
  })
  test('JSON in place of a form, and a form without a file', async () => {
    const call = caller(app, token)
    expect((await call('POST', `/api/v1/cases/${caseId}/attachments`, {})).body.code).toBe('attachment.missing')
    const form = new FormData()
    form.append('original', 'on')
    const response = await app.request(`/api/v1/cases/${caseId}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    })
    expect([response.status, await response.json()]).toMatchObject([422, { code: 'attachment.missing' }])
  })
})

test('files that belong to no row go, when they are old enough; all others stay', async () => {
  const kept = await added(PDF)
  const left = house.house.newId()
  const fresh = house.house.newId()
  await added(PDF)
  for (const id of [left, fresh]) {
    await house.house.vault.receive(id, { name: 'x', bytes: pieces(PDF) }, true)
  }
  await writeFile(join(house.vaultFolder, left.slice(-2), 'a note'), 'not ours')
  for (const id of [kept, left]) await utimes(pathOf(id), new Date(0), new Date(0))
  expect(await sweepOnce(house.house, new Date())).toBe(1)
  expect((await fetched(kept)).status).toBe(200)
  expect(await files()).toContain(join(fresh.slice(-2), fresh))
  expect(await files()).not.toContain(join(left.slice(-2), left))
})

describe('whoever may not read her whole story', () => {
  test('sees no attachment, and cannot tell one that is from one that is not', async () => {
    const id = await added(PDF)
    const shelter = await addActor(house, 'shelter-manager', { kind: 'shelter' })
    const asked = { caseId, toAgencyId: shelter.agencyId, depth: 'identity' as const }
    const { id: referralId } = await sentReferral(house, worker, asked)
    must(await run(house, shelter, acceptReferral, { referralId }))
    const administrator = await addStaff(house, worker.agencyId, 'administrator')
    for (const actor of [stranger, shelter]) {
      const theirs = await tokenFor(house, actor)
      const known = await fetched(id, theirs)
      const unknown = await fetched(house.house.newId(), theirs)
      expect([known.status, known.bytes.toString()]).toEqual([404, unknown.bytes.toString()])
      expect((await caller(app, theirs)('GET', `/api/v1/cases/${caseId}/attachments`)).status).toBe(404)
    }
    expect((await fetched(id, await tokenFor(house, administrator))).status).toBe(403)
    const remove = await caller(app, await tokenFor(house, stranger))(
      'POST',
      `/api/v1/cases/${caseId}/attachments/${id}/remove`,
      {},
    )
    expect(remove).toMatchObject({ status: 404, body: { code: 'attachment.not-found' } })
    expect((await fetched(id)).status).toBe(200)
  })
})
