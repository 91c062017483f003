import { OF_FOREIGNERS, OF_PROGRESS } from '#domain/standards/whole-card.ts'
import { Wording } from '#features/accountability/commitments/wording.tsx'
import type { Actor } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { Entries } from './entries-view.tsx'
import { Figures, OwnCounts } from './figures-view.tsx'
import { Asks, dayText } from './page-words.tsx'
import type { CriterionOut, ScorecardOut } from './record.ts'

/** `report`: the name of the report of that year. */
type Props = { visit: Visit; card: ScorecardOut; report: string; criterion: CriterionOut }

function Findings({ visit: { t }, card, report, criterion: { findings } }: Props) {
  if (findings.length === 0) return null
  return (
    <>
      <h3>{t('standards.findings')}</h3>
      <ul>
        {findings.map(({ id, text, source, url, status }) => (
          <li key={id}>
            {text[t.language]}
            <Sourced
              text={source?.[t.language] ?? report}
              href={url ?? card.report?.url}
              cautions={status === 'unverified' ? [t('reports.unverified')] : []}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

function Proved({ visit: { t, href }, criterion: { measures } }: Props) {
  if (measures.length === 0) return null
  return (
    <>
      <h3>{t('standards.proved')}</h3>
      <ul>
        {measures.map(each => (
          <li key={each.id}>
            <a href={href(`/measures/${each.id}`)}>
              <Wording wordings={each.title} t={t} />
            </a>{' '}
            <span class="soft">{t('standards.proved-on', { day: dayText(t, each.provedOn) })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Missing({ visit: { t }, criterion: { missing, presumed } }: Props) {
  if (missing.length === 0) return null
  const names = missing.map(each => t(`reports.figure-${each}`)).join('; ')
  return (
    <p>
      <strong>{t('standards.missing', { figures: names })}</strong> {presumed && t('reports.presumed')}
    </p>
  )
}

/** The eighth criterion: computed, and only from two numbers of one origin. */
function ForeignShares({ visit: { t }, card }: Pick<Props, 'visit' | 'card'>) {
  const percent = (share: number | null) =>
    share === null ? t('shell.nothing') : t('standards.percent', { share: String(share) })
  if (card.foreignShares.length === 0) return <p>{t('standards.share-unknown')}</p>
  return (
    <SummaryList
      rows={card.foreignShares.map(each => ({
        label: t(`standards.share-${each.origin}`),
        value: t('standards.share', { now: percent(each.percent), before: percent(each.before) }),
      }))}
    />
  )
}

/** The eleventh: which numbers of all criteria rose and which fell. */
function ProgressLists({ visit: { t }, card: { progress } }: Pick<Props, 'visit' | 'card'>) {
  const kinds = ['more', 'fewer', 'same', 'unknown'] as const
  return (
    <>
      <p>{t('standards.progress-lead')}</p>
      <SummaryList
        rows={kinds.map(kind => ({
          label: t(`reports.change-${kind}`),
          value: progress[kind].map(each => t(`reports.figure-${each}`)).join('; '),
        }))}
      />
    </>
  )
}

/** One criterion with everything that is known of it, and what is not. */
export function Criterion({ actor, own, ...shared }: Props & { actor: Actor; own: boolean }) {
  const { visit, card, criterion } = shared
  const { t, href } = visit
  const name = criterion.name[t.language] ?? ''
  return (
    <section aria-labelledby={`criterion-${criterion.number}`}>
      <h2 id={`criterion-${criterion.number}`}>{t('standards.numbered', { number: criterion.number, name })}</h2>
      <Asks asks={criterion.asks[t.language] ?? ''} cite={criterion.cite} />
      {criterion.empty && <p class="empty">{t('standards.nothing-known')}</p>}
      <Figures {...shared} />
      {criterion.number === OF_FOREIGNERS && <ForeignShares visit={visit} card={card} />}
      {criterion.number === OF_PROGRESS && <ProgressLists visit={visit} card={card} />}
      <Missing {...shared} />
      <OwnCounts {...shared} />
      <Findings {...shared} />
      <Entries visit={visit} criterion={criterion} actor={actor} />
      <Proved {...shared} />
      {own && (
        <Buttons>
          <Button
            kind="plain"
            href={href(`/standards/${card.year}/evidence/new?criterion=${criterion.number}`)}
            label={t('standards.add-to', { number: criterion.number })}
          />
        </Buttons>
      )}
    </section>
  )
}
