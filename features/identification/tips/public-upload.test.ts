import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency, addStaff } from '#tests/support/house.ts'
import { newSlip } from './passes.ts'

let served: Served

beforeAll(async () => {
  served = await serveTestHouse()
  await addStaff(served.test, await addAgency(served.test, { kind: 'hotline' }), 'hotline-operator')
})
afterAll(() => served.close())

const FIELDS = { words: 'Invented words', about: 'place', traces: 'on' }
const files = async () =>
  (await readdir(served.test.vaultFolder, { recursive: true, withFileTypes: true }).catch(() => [])).filter(each =>
    each.isFile(),
  )
const tips = async () => (await served.test.owner.query('select from aman.tip')).rowCount

async function send(bytes: Uint8Array, more: Record<string, string> = {}): Promise<Response> {
  const form = new FormData()
  const fields = { slip: newSlip(served.test.house), ...FIELDS, ...more }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'Karim_Invented.pdf')
  return fetch(`${served.origin}/ru/tip`, { method: 'POST', body: form })
}

test('a sender who vanishes in the middle of a file leaves no tip and no bytes', async () => {
  const { hostname, port } = new URL(served.origin)
  const field = (name: string, value: string) =>
    `--a\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const fields = Object.entries({ slip: newSlip(served.test.house), ...FIELDS }).map(each => field(...each))
  const head = `--a\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n`
  for (let sent = 0; sent < 6; sent++) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    const about = `POST /en/tip HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=a\r\ncontent-length: 900000\r\n\r\n`
    socket.write(`${about}${fields.join('')}${head}`)
    socket.write(randomBytes(200_000))
    await sleep(20 + 10 * sent)
    socket.resetAndDestroy()
  }
  await vi.waitFor(async () => expect(await files()).toEqual([]), { timeout: 5000 })
  expect(await tips()).toBe(0)
})

test('too large a file, and one that was announced as too large, leave nothing; the words stand on the page', async () => {
  const large = await send(Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1_050_000)]))
  expect(large.status).toBe(422)
  expect(await large.text()).toContain('Invented words')
  expect((await send(randomBytes(3_000_000))).status).toBe(413)
  expect(await files()).toEqual([])
  expect(await tips()).toBe(0)
})

test('regions are named in the reader’s language; where a name is not known it is Russian, and the page says so', async () => {
  const shown = async (language: string) => (await fetch(`${served.origin}/${language}/tip`)).text()
  expect(await shown('uz')).toContain('<option value="KZ-61">Turkiston viloyati</option>')
  const kyrgyz = await shown('ky')
  expect(kyrgyz).toContain('<option value="KZ-27">Батыш Казакстан облусу</option>')
  expect(kyrgyz).not.toContain('Аталыштар орус тилинде')
  const tajik = await shown('tg')
  expect(tajik).toContain('<option value="KZ-61" lang="ru">Туркестанская область</option>')
  expect(tajik).toContain('Номҳо ба забони русӣ')
})

test('what is no answer of the form is named, and an altered or old slip brings the form again and takes nothing', async () => {
  const pdf = Buffer.from('%PDF-1.7 invented')
  expect((await send(pdf, { about: 'nothing of these' })).status).toBe(422)
  expect((await send(pdf, { slip: 'x'.repeat(80) })).status).toBe(422)
  expect(await files()).toEqual([])
  const kept = await send(pdf)
  expect(kept.status).toBe(200)
  expect(kept.headers.get('set-cookie')).toBe(null)
  expect(kept.headers.get('cache-control')).toBe('no-store')
  expect((await files()).length).toBe(1)
})
