import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addMeasure } from '#features/accountability/commitments/add-measure.ts'
import { AddMeasure } from '#features/accountability/commitments/record.ts'
import type { House } from '#server/house.ts'
import { mailServerOf } from '#server/mail/mail-server.ts'
import { openMailer } from '#server/mail/mailer.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openSmtpServer, type SmtpServer } from '#tests/support/smtp-server.ts'
import { must, run } from '#tests/support/thread.ts'
import { keepReminding } from './keep-reminding.ts'
import { readSettings } from './settings.ts'

const EVERY_MS = 20
const DAY_MS = 86_400_000
const EMAIL = 'invented.coordinator@mail.example'

let house: TestHouse
let smtp: SmtpServer

beforeAll(async () => {
  house = await openTestHouse()
  smtp = await openSmtpServer()
  const author = await addActor(house, 'coordinator', { kind: 'ministry' })
  await house.house.auth.createUser({ id: author.userId, email: EMAIL, name: 'Invented' })
  const promise = { sector: 'ngo', promisedBy: 'Invented', title: { en: 'Markertitle' }, dueOn: '2026-12-24' }
  must(await run(house, author, addMeasure, AddMeasure.parse(promise)))
  later(1)
})
afterAll(async () => {
  await smtp.close()
  await house.close()
})

const later = (days: number) => house.setTime(new Date(house.house.clock().getTime() + days * DAY_MS))

function houseWith(url: string | null, lines: string[]): House {
  const log = pino({ level: 'debug' }, { write: line => void lines.push(line) })
  const mail = url ? mailServerOf(url, 'aman@agency.example') : null
  return { ...house.house, log, mailer: openMailer({ mail, demo: false }) }
}

test('a running Aman reminds by itself, once on each day, and again once a mail server that failed is back', async () => {
  const lines: string[] = []
  smtp.answers.recipient = '451 come again'
  const routine = keepReminding(houseWith(`smtp://127.0.0.1:${smtp.port}`, lines), house.address, EVERY_MS)
  await vi.waitFor(() => expect(lines.filter(each => each.includes('not sent')).length).toBeGreaterThan(1), 5000)
  expect(smtp.received).toEqual([])
  smtp.answers.recipient = '250 ok'
  await vi.waitFor(() => expect(smtp.received.map(each => each.to)).toEqual([[EMAIL]]), 5000)
  await new Promise(done => setTimeout(done, 10 * EVERY_MS))
  expect(smtp.received).toHaveLength(1)
  later(23)
  await vi.waitFor(() => expect(smtp.received).toHaveLength(2), 5000)
  routine.stop()
  expect(lines.join('')).not.toMatch(/@|Markertitle/)
})

test('without a mail server it says so once, and writes to nobody', async () => {
  const lines: string[] = []
  const routine = keepReminding(houseWith(null, lines), house.address, EVERY_MS)
  await new Promise(done => setTimeout(done, 5 * EVERY_MS))
  routine.stop()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('no mail is set up (AMAN_MAIL_URL)')
})

test('a mail server and its sender are set together and rightly, or the start says in one line what is wrong, without the password', () => {
  const read = (AMAN_MAIL_URL?: string, AMAN_MAIL_FROM?: string) =>
    readSettings({}, { ...(AMAN_MAIL_URL && { AMAN_MAIL_URL }), ...(AMAN_MAIL_FROM && { AMAN_MAIL_FROM }) }).mail
  const from = 'aman@agency.example'
  const url = 'smtps://me:secretmarker@mail.example'
  expect(read()).toBeNull()
  expect(read(url, from)).toMatchObject({ host: 'mail.example', port: 465, user: 'me', from })
  const wrong: [string | undefined, string | undefined, RegExp][] = [
    [url, undefined, /go together/],
    [undefined, from, /go together/],
    [`${url}/?logger=true`, from, /AMAN_MAIL_URL is not/],
    ['https://me:secretmarker@mail.example', from, /AMAN_MAIL_URL is not/],
    [url, 'Aman <aman@agency.example>', /AMAN_MAIL_FROM is not/],
    [url, 'aman@agency.example\r\nBcc: x@y.example', /AMAN_MAIL_FROM is not/],
  ]
  for (const [given, sender, why] of wrong) {
    const refused = () => read(given, sender)
    expect(refused).toThrow(why)
    expect(refused).not.toThrow(/secretmarker|\n/)
  }
})
