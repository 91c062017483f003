import { OF_PROGRESS } from '#domain/standards/whole-card.ts'
import type { Visit } from '#server/http/page.ts'
import { FlowPicture } from '#web/components/flow/flow.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Stats } from '#web/components/stats/stats.tsx'
import type { CriterionOut, ScorecardOut } from './record.ts'

type Props = { visit: Visit; card: ScorecardOut }

const KINDS = ['more', 'fewer', 'same', 'unknown'] as const

/** How many criteria have something and how many nothing, and what became of the numbers: the whole at one look. */
export function Summary({ visit, card }: Props) {
  const { t } = visit
  const { criteria, progress } = card
  const silent = criteria.filter(each => each.empty).length
  const missing = criteria.reduce((sum, each) => sum + each.missing.length, 0)
  const stages = KINDS.map(kind => ({
    key: kind,
    label: t(`reports.change-${kind}`),
    count: progress[kind].length,
    text: String(progress[kind].length),
  }))
  return (
    <>
      <Stats
        items={[
          { label: t('standards.with-something'), value: String(criteria.length - silent) },
          { label: t('standards.with-nothing'), value: String(silent) },
          { label: t('standards.numbers-missing'), value: String(missing) },
        ]}
      />
      <h2>{t('standards.numbers-beside')}</h2>
      <FlowPicture title={t('standards.numbers-beside')} description={comparedIn(visit, card)} stages={stages} />
    </>
  )
}

/** The way to each criterion, with how much is known of it. */
export function Overview({ visit, card }: Props) {
  const { t } = visit
  const known = (each: CriterionOut) =>
    each.number === OF_PROGRESS ? comparedIn(visit, card) : t('standards.known', knownOf(each))
  return (
    <>
      <h2>{t('standards.overview')}</h2>
      <LinkList
        items={card.criteria.map(each => ({
          href: `#criterion-${each.number}`,
          label: t('standards.numbered', { number: each.number, name: each.name[t.language] ?? '' }),
          about: each.empty ? t('standards.nothing-known') : known(each),
        }))}
      />
    </>
  )
}

const comparedIn = ({ t }: Visit, { progress }: ScorecardOut) =>
  t('standards.picture', {
    more: progress.more.length,
    fewer: progress.fewer.length,
    same: progress.same.length,
    unknown: progress.unknown.length,
  })

const knownOf = ({ figures, missing, findings, entries, measures }: CriterionOut) => ({
  figures: figures.filter(each => each.value !== null).length,
  missing: missing.length,
  evidence: findings.length + entries.filter(each => each.withdrawnOn === null).length + measures.length,
})
