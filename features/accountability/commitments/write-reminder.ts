import type { Reminder } from '#domain/commitments/reminders.ts'
import type { Day } from '#domain/shared/dates.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Titles } from '#server/db/tables/commitments.ts'
import type { House } from '#server/house.ts'
import type { Mail } from '#server/mail/mailer.ts'
import { dayText } from './page-words.tsx'
import { wordingIn } from './wording.tsx'

/** `title`: null where it is not published, so that nothing stands in a mailbox that only colleagues may read. */
export type Due = { id: string; title: Titles | null; dueOn: Day; reminder: Reminder }

type Writing = Pick<House, 'words' | 'country' | 'settings'>

const MOST_LISTED = 20

/**
 * One mail of all that is due, in each language of the desk, those of the country first: which one a colleague reads stands in the
 * address of the page that she has open, and nowhere that a mail could ask.
 */
export function writeReminder(house: Writing, due: readonly Due[]): Pick<Mail, 'subject' | 'text'> {
  const languages = languagesOf(house)
  const count = due.length
  return {
    subject: languages.map(each => house.words.in(each)('reminders.subject', { count })).join(' / '),
    text: languages.map(each => letter(house, each, due)).join('\n\n----------\n\n'),
  }
}

function languagesOf({ country }: Writing): Language[] {
  const place = (language: Language) =>
    country.languages.includes(language) ? country.languages.indexOf(language) : 99
  return STAFF_LANGUAGES.toSorted((one, other) => place(one) - place(other))
}

function letter({ words, settings }: Writing, language: Language, due: readonly Due[]): string {
  const t = words.in(language)
  const address = `${settings.origin}/${language}/measures`
  const lines = due.slice(0, MOST_LISTED).map(({ id, title, dueOn, reminder }) => {
    const when = t(`reminders.${reminder}`, { day: dayText(t, dueOn) })
    return `- ${when}: ${title ? bare(wordingIn(title, language).text) : t('reminders.unpublished')}\n  ${address}/${id}`
  })
  const more = due.length - lines.length
  return [
    t('reminders.lead', { count: due.length }),
    '',
    ...lines,
    ...(more > 0 ? [t('reminders.more', { count: more })] : []),
    '',
    t('reminders.all', { address }),
    t('reminders.why'),
  ].join('\n')
}

/** On one line, so that no title looks like a line of ours. */
const bare = (text: string) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
