import type { LogEntry, Told } from '#domain/access/access-log.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { Translate, WordKey } from '#knowledge/schema/words.ts'
import { DEEDS, WITHOUT_GROUND } from './deeds.ts'

/** What is in force where and when: the country's laws, and the clock that its days are counted by. */
export type Grounds = { laws: readonly Law[]; timeZone: string }

/** One sentence of the log in plain words: who did what, why, and how often on that day. */
export function sentenceOf(t: Translate, grounds: Grounds, { entry, times }: Told): string {
  const words = { deed: deedOf(t, entry), reason: reasonOf(t, grounds, entry) }
  return times === 1 ? t('access-log.sentence', words) : t('access-log.sentence-times', { ...words, times })
}

function deedOf(t: Translate, { agency, role, action, parts }: LogEntry): string {
  const named = parts.map(part => t.coded('access-log.part', part))
  const known = DEEDS.includes(action) ? action.replaceAll('.', '-') : 'other'
  return t(`access-log.deed-${known}` as WordKey, {
    signed: agency ? 'yes' : 'no',
    agency: agency ?? t('access-log.nobody'),
    role: role ? t.coded('agencies.role', role) : t('access-log.nobody'),
    parts: new Intl.ListFormat(t.language, { type: 'conjunction' }).format(named),
  })
}

/** The ground that the agency had at that moment. A ground that this version does not know is named by its code. */
function reasonOf(t: Translate, grounds: Grounds, entry: LogEntry): string {
  const { basis, agreedAt, lawfulBasis } = entry
  if (basis === null) return t(`access-log.because-${groundless(entry)}`)
  if (basis === 'lead') return t('access-log.because-lead')
  if (basis === 'break-glass') return t('access-log.because-break-glass')
  if (basis === 'consent' && agreedAt) return t('access-log.because-consent', { day: t.day(agreedAt) })
  if (basis === 'lawful' && lawfulBasis) return lawfulReason(t, grounds, lawfulBasis, entry.at)
  return t('access-log.because-other', { basis })
}

/** Who opened a case in an emergency sees what she wrote then also when nothing of the case is open to her any more. */
const groundless = ({ action, parts }: LogEntry) =>
  parts.join() === 'break-glass' ? 'looked-back' : (WITHOUT_GROUND[action] ?? 'none')

function lawfulReason(t: Translate, { laws, timeZone }: Grounds, ruleId: string, at: Date): string {
  const rule = firstInForce(laws, ruleId, dayIn(timeZone, at))
  if (!rule) return t('access-log.because-lawful', { rule: ruleId })
  const words = { rule: `${rule.title[t.language]} (${rule.cite.act}, ${rule.cite.article})` }
  return rule.status === 'unverified'
    ? t('access-log.because-lawful-unverified', words)
    : t('access-log.because-lawful', words)
}
