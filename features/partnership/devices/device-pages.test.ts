import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { cookieFor } from '#tests/support/client.ts'
import { enrolledIn, type FieldDesk, openFieldDesk, proofOf } from '#tests/support/field-desk.ts'
import { addActor, addStaff } from '#tests/support/house.ts'

let desk: FieldDesk
let own: string
let head: string
beforeAll(async () => {
  desk = await openFieldDesk()
  own = await cookieFor(desk.house, desk.officer)
  head = await cookieFor(desk.house, desk.administrator)
})
afterAll(() => desk.house.close())

async function open(cookie: string, path: string) {
  const response = await desk.app.request(`/en${path}`, { headers: { cookie } })
  return { status: response.status, text: await response.text() }
}

async function send(cookie: string, from: string, path: string, fields: Record<string, string>) {
  const { text } = await open(cookie, from)
  const token = /name="_form" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const response = await desk.app.request(`/en${path}`, {
    method: 'POST',
    body: new URLSearchParams({ _form: token, ...fields }),
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
  })
  return { status: response.status, text: await response.text(), to: response.headers.get('location') }
}

/** As it is shown: no part of an id. */
const codeOn = (text: string) => /(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])/.exec(text)?.[0] ?? ''
const addressOf = (text: string) => /\/devices\/[0-9a-f-]{36}/.exec(text)?.[0] ?? ''

test('an officer enrols her phone, loses it, ends it and reads that it wiped itself', async () => {
  const made = await send(own, '/devices', '/devices', { label: 'Phone 12, Aq Zhol' })
  expect(made.text).toContain('http://127.0.0.1:8020/field/')
  const device = enrolledIn(await desk.phone().enrol(codeOn(made.text)))

  const list = await open(own, '/devices')
  expect(codeOn(list.text)).toBe('')
  expect(list.text).toContain('Phone 12, Aq Zhol')
  const page = addressOf(list.text)
  const ended = await send(own, page, `${page}/revoke`, {})
  expect([ended.status, ended.to]).toEqual([303, `/en${page}`])
  expect((await open(own, page)).text).toContain('not confirmed yet')

  await desk.phone().wiped(proofOf(device))
  const after = (await open(own, page)).text
  expect(after).not.toContain('not confirmed yet')
  expect(after).not.toContain(`${page}/revoke`)
})

test('the administrator makes a code for a colleague, and finds and ends the phone', async () => {
  const colleague = await addStaff(desk.house, desk.officer.agencyId, 'officer')
  const path = `/staff/${colleague.userId}/devices`
  expect((await open(head, `/staff/${colleague.userId}`)).text).toContain(`/en${path}`)
  const made = await send(head, path, path, { label: 'Phone 13' })
  await desk.phone().enrol(codeOn(made.text))
  expect((await open(head, '/agency-devices')).text).toContain('Phone 13')
  const page = addressOf((await open(head, path)).text)
  expect((await send(head, page, `${page}/revoke`, {})).status).toBe(303)
  expect((await open(head, page)).text).toContain('to be wiped')
})

test('a phone without a name gets no code, and what was typed is there again', async () => {
  const { status, text } = await send(own, '/devices', '/devices', { label: ' ' })
  expect([status, codeOn(text)]).toEqual([422, ''])
  expect((await send(own, '/devices', '/devices', { label: 'x'.repeat(81) })).status).toBe(422)
})

test('pages of a phone or a colleague of somebody else are not there', async () => {
  await desk.enrolled()
  const page = addressOf((await open(own, '/devices')).text)
  const strangers: [Actor, string][] = [
    [await addStaff(desk.house, desk.officer.agencyId, 'officer'), page],
    [await addActor(desk.house, 'administrator'), page],
    [await addActor(desk.house, 'administrator'), `/staff/${desk.officer.userId}/devices`],
  ]
  for (const [actor, path] of strangers) {
    const cookie = await cookieFor(desk.house, actor)
    expect((await open(cookie, path)).status, path).toBe(404)
    expect((await send(cookie, '/sign-in', `${page}/revoke`, {})).status).not.toBe(303)
  }
  for (const bad of ['/devices/nonsense', '/devices?cursor=1']) {
    expect((await open(own, bad)).status, bad).toBe(404)
  }
})
