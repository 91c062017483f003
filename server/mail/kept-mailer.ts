import type { Mail, Mailer } from './mailer.ts'

const MOST_KEPT = 50

/** Keeps the last mails in memory and sends none: the people of a demonstration are invented. */
export function keptMailer(): Mailer {
  const kept: Mail[] = []
  return {
    kept,
    send: async mail => {
      kept.unshift(mail)
      kept.splice(MOST_KEPT)
      return { to: 'sent' }
    },
  }
}
