import type { Translate } from '#knowledge/schema/words.ts'
import type { Tone } from '#web/components/status-tag/status-tag.tsx'
import type { Alert } from './queries.ts'

/** What happened, in one sentence without a word about any case. */
export function happened(t: Translate, alert: Alert): string {
  const { kind, count, since, until } = alert
  const minutes = Math.max(1, Math.ceil((until.getTime() - since.getTime()) / 60_000))
  if (kind !== 'link-made') return t(`alerts.happened-${kind}`, { count, minutes })
  return alert.madeByName === null
    ? t('alerts.happened-link-made-unnamed')
    : t('alerts.happened-link-made', { name: alert.madeByName })
}

/** The last word on it: of the supervision, where it has spoken. The colleague concerned does not close what is about her. */
export function stateOf(t: Translate, { reviews, userId }: Alert): { tone: Tone; text: string } {
  const review = reviews.findLast(each => each.reviewedBy !== userId)
  if (!review) return { tone: 'wait', text: t('alerts.state-open') }
  return review.finding === 'explained'
    ? { tone: 'well', text: t('alerts.state-explained') }
    : { tone: 'late', text: t('alerts.state-not-explained') }
}
