import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSmtpServer, readMail, type SmtpServer } from '#tests/support/smtp-server.ts'
import { isAddress, mailServerOf } from './mail-server.ts'
import { type Mailer, openMailer } from './mailer.ts'

const MAIL = { id: 'one', to: 'invented@agency.example', subject: 'Меры: 1', text: 'Шара\nМера' }

let smtp: SmtpServer
let mailer: Mailer
beforeAll(async () => {
  smtp = await openSmtpServer()
  mailer = opened(`smtp://127.0.0.1:${smtp.port}`)
})
beforeEach(() => {
  smtp.received = []
  smtp.answers = { recipient: '250 ok', data: '250 taken' }
})
afterAll(() => smtp.close())

function opened(url: string): Mailer {
  const made = openMailer({ mail: mailServerOf(url, 'aman@agency.example'), demo: false })
  if (!made) throw new Error('no mail')
  return made
}

describe('a mail', () => {
  test('arrives as it was written, from the address that was set, and asks for no answer by itself', async () => {
    expect(await mailer.send(MAIL)).toEqual({ to: 'sent' })
    const [received] = smtp.received
    expect(received).toMatchObject({ from: 'aman@agency.example', to: ['invented@agency.example'] })
    if (!received) return
    const { headers, text } = readMail(received)
    expect(text).toBe('Шара\nМера')
    expect(headers).toMatchObject({
      from: ['Aman <aman@agency.example>'],
      to: ['invented@agency.example'],
      'message-id': ['<one@agency.example>'],
      'auto-submitted': ['auto-generated'],
    })
  })

  test.each([
    'Sale\r\nBcc: everybody@elsewhere.example',
    'Sale\nBcc: everybody@elsewhere.example\n\nOther text',
    'Sale\u2028Bcc: everybody@elsewhere.example',
    `Sale\r\n.\r\nMAIL FROM:<x@elsewhere.example>\r\n`,
  ])('whose subject holds line breaks has one subject and no further header: %j', async subject => {
    expect(await mailer.send({ ...MAIL, subject })).toEqual({ to: 'sent' })
    expect(smtp.received.map(each => each.to)).toEqual([['invented@agency.example']])
    const { headers } = readMail(smtp.received[0] ?? { from: '', to: [], data: '' })
    expect(headers.bcc).toBeUndefined()
    expect(headers.subject).toHaveLength(1)
  })

  test('whose text holds a line with a stop ends where it ends', async () => {
    const text = 'one\n.\nRCPT TO:<everybody@elsewhere.example>\n..\ntwo'
    expect(await mailer.send({ ...MAIL, text })).toEqual({ to: 'sent' })
    expect(smtp.received.map(each => each.to)).toEqual([['invented@agency.example']])
  })

  test.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'Invented <a@b.example>',
    'a@b.example> SIZE=1',
    '"a b"@c.example',
    'a@b@c.example',
    'a',
    '',
    `${'a'.repeat(300)}@b.example`,
  ])('to what is not one plain address goes to nobody: %j', async to => {
    expect(isAddress(to)).toBe(false)
    expect(await mailer.send({ ...MAIL, to })).toEqual({ to: 'refused', code: 'EADDRESS' })
    expect(smtp.received).toEqual([])
  })
})

describe('a mail server', () => {
  test('that knows no such recipient refuses one mail; one that is busy takes it later', async () => {
    smtp.answers.recipient = '550 no invented@agency.example here'
    expect(await mailer.send(MAIL)).toEqual({ to: 'refused', code: 'EENVELOPE 550' })
    smtp.answers.recipient = '451 come again'
    expect(await mailer.send(MAIL)).toEqual({ to: 'later', code: 'EENVELOPE 451' })
    smtp.answers = { recipient: '250 ok', data: '554 not this' }
    expect(await mailer.send(MAIL)).toEqual({ to: 'refused', code: 'EMESSAGE 554' })
  })

  test('that lets go of the line, or is not there, takes no mail at all, and what is said of it names nobody', async () => {
    smtp.answers.data = null
    const dropped = await mailer.send(MAIL)
    const gone = await opened('smtp://127.0.0.1:1').send(MAIL)
    expect([dropped.to, gone.to]).toEqual(['unreachable', 'unreachable'])
    expect(JSON.stringify([dropped, gone])).not.toContain('@')
  })

  test('elsewhere than on this machine gets nothing over an open line', async () => {
    // The same server by a name that is not local: it offers no STARTTLS.
    const { send } = opened(`smtp://user:secret@127.0.0.2:${smtp.port}`)
    expect(await send(MAIL)).toMatchObject({ to: 'unreachable' })
    expect(smtp.received).toEqual([])
  })

  test('is named by a scheme, a host and no more', () => {
    const from = 'aman@agency.example'
    expect(mailServerOf('smtps://me:p%40ss@mail.example', from)).toEqual({
      host: 'mail.example',
      port: 465,
      secure: true,
      user: 'me',
      password: 'p@ss',
      from,
    })
    expect(mailServerOf('smtp://[::1]:2525', from)).toMatchObject({ host: '::1', port: 2525, secure: false })
    for (const text of [
      'mail.example',
      'https://mail.example',
      'smtp:',
      'smtp://',
      'smtp://h/path',
      'smtp://h?logger=true',
    ])
      expect(mailServerOf(text, from), text).toBeNull()
    for (const text of ['smtp://h#x', 'smtp://%zz@h', 'smtp://u:%ff@h', 'smtp://h:99999'])
      expect(mailServerOf(text, from), text).toBeNull()
  })
})

test('a demonstration keeps the last fifty mails and sends none; without a server anywhere else there is no mail', async () => {
  const kept = openMailer({ mail: null, demo: true })
  for (let at = 1; at <= 60; at++) await kept?.send({ ...MAIL, id: String(at) })
  expect(kept?.kept).toHaveLength(50)
  expect([kept?.kept?.[0]?.id, kept?.kept?.at(-1)?.id]).toEqual(['60', '11'])
  expect(openMailer({ mail: null, demo: false })).toBeNull()
})
