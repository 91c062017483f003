import { keptMailer } from './kept-mailer.ts'
import type { MailServer } from './mail-server.ts'
import { smtpMailer } from './smtp-mailer.ts'

/** `id`: the same for the same mail, so that a server or a reader's program that got it twice can tell. */
export type Mail = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }

/**
 * What became of a mail. `refused`: the server will not take this one, now or later. `later`: not now. `unreachable`: it takes no
 * mail at all at present. `code` is the server's or the system's, and holds no address.
 */
export type Delivery =
  | { readonly to: 'sent' }
  | { readonly to: 'refused' | 'later' | 'unreachable'; readonly code: string }

export type Mailer = {
  send(mail: Mail): Promise<Delivery>
  /** What was kept in place of being sent, the newest first; null where mail leaves. */
  readonly kept: readonly Mail[] | null
}

/** Null: no mail is set up, and none is written. A demonstration that names no server keeps its mails to be looked at. */
export function openMailer({ mail, demo }: { mail: MailServer | null; demo: boolean }): Mailer | null {
  if (mail) return smtpMailer(mail)
  return demo ? keptMailer() : null
}
