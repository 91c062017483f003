import { createTransport, type SendMailOptions } from 'nodemailer'
import { isAddress, type MailServer } from './mail-server.ts'
import type { Delivery, Mail, Mailer } from './mailer.ts'

/** On this machine there is no line that anybody could listen to, and a relay's certificate names another host. */
const LOCAL = ['localhost', '127.0.0.1', '::1']

const CONNECT_MS = 10_000
/** Somebody waits with a lock while a mail is handed over. */
const SILENCE_MS = 20_000

/** Hands each mail over by SMTP, one connection a mail. Neither a password nor an address goes over an open line. */
export function smtpMailer(server: MailServer): Mailer {
  const { host, port, secure, user, password } = server
  const local = LOCAL.includes(host)
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !local,
    ignoreTLS: local,
    ...(user && { auth: { user, pass: password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    kept: null,
    send: async mail => {
      if (!isAddress(mail.to)) return { to: 'refused', code: 'EADDRESS' }
      try {
        await transport.sendMail(composed(mail, server.from))
        return { to: 'sent' }
      } catch (error) {
        return deliveryOf(error)
      }
    },
  }
}

/** What stands in a header stands on one line. */
const oneLine = (text: string) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

function composed({ id, to, subject, text }: Mail, from: string): SendMailOptions {
  return {
    from: { name: 'Aman', address: from },
    // As an object it is one recipient, whatever signs are in it.
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    messageId: `<${id}@${from.split('@')[1]}>`,
    // RFC 3834: no out-of-office reply is wanted.
    headers: { 'Auto-Submitted': 'auto-generated' },
    subject: oneLine(subject),
    text,
  }
}

/** These are about one mail or its recipient; every other fault is the server's, and meets the next mail as well. */
const OF_ONE_MAIL = ['EENVELOPE', 'EMESSAGE']

/** The message of a fault could hold an address. Its code is one of a closed list, and what the server answered is a number. */
function deliveryOf(error: unknown): Delivery {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const answer = typeof responseCode === 'number' ? responseCode : 0
  const said = `${typeof code === 'string' ? code : 'unknown'}${answer ? ` ${answer}` : ''}`
  if (!OF_ONE_MAIL.includes(String(code))) return { to: 'unreachable', code: said }
  // RFC 5321, 4.2.1: a code of the fours may pass.
  return { to: answer >= 400 && answer < 500 ? 'later' : 'refused', code: said }
}
