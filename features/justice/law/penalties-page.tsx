import { daysOfChange, penaltiesOver, type RuleOf, rulesOf } from '#domain/law/crime.ts'
import { reconciliationOn } from '#domain/law/reconciliation.ts'
import type { Day } from '#domain/shared/dates.ts'
import type { Law, Offence } from '#knowledge/schema/law.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { RangePicture } from '#web/components/ranges/ranges.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type Asked, cautionsOf, dayText, hrefOf, screen, type T, todayIn } from './asked.ts'
import { Sources } from './sources.tsx'
import { lawsIn } from './tell-law.ts'

type Seen = { t: T; laws: readonly Law[]; today: Day }
type Penalty = RuleOf<'imprisonment'>

const partText = (t: T, part: number) => t('law-gaps.part', { part })
const yearsText = (t: T, { value }: Penalty) => t('law-gaps.years', { least: value.leastYears, most: value.mostYears })

const fromText = (t: T, day: Day) => t('law-gaps.from', { day: dayText(t, day) })

/** Each part's wordings as bars on one scale, and the table behind them. */
function Years({ seen: { t }, offence, penalties }: { seen: Seen; offence: Offence; penalties: readonly Penalty[] }) {
  const title = t(`law-gaps.against-${offence.against}`, { article: offence.article })
  const starts = [...new Set(penalties.map(each => each.from))].toSorted()
  const parts = [...new Set(penalties.map(each => each.value.part))]
  return (
    <>
      <h2>{title}</h2>
      <RangePicture
        title={title}
        description={t('law-gaps.picture')}
        bars={penalties.map(each => ({
          key: `${each.id} ${each.from}`,
          label: `${partText(t, each.value.part)}, ${fromText(t, each.from)}`,
          text: yearsText(t, each),
          from: each.value.leastYears,
          to: each.value.mostYears,
          faint: each.until !== null,
        }))}
      />
      <Table
        caption={title}
        captionUnseen
        columns={[
          { key: 'part', label: t('law-gaps.part-of'), head: true, cell: (part: number) => partText(t, part) },
          ...starts.map(from => ({
            key: from,
            label: fromText(t, from),
            cell: (part: number) => {
              const found = penalties.find(each => each.from === from && each.value.part === part)
              return found && <Threatened t={t} penalty={found} />
            },
          })),
        ]}
        rows={parts}
        rowId={String}
        empty={t('law-gaps.not-looked-up')}
      />
    </>
  )
}

function Threatened({ t, penalty }: { t: T; penalty: Penalty }) {
  const { value, cite } = penalty
  return (
    <>
      {yearsText(t, penalty)}
      {value.confiscation && `, ${t('law-gaps.confiscation')}`}
      <Sourced text={cite.article} lang="en" href={cite.url} cautions={cautionsOf(t, penalty)} />
    </>
  )
}

/** The days up to today on which a penalty or a rule of reconciliation changed, from the first on which one is known. */
function turningDays({ laws, today }: Seen): Day[] {
  const about = [...rulesOf(laws, 'reconciliation'), ...rulesOf(laws, 'no-reconciliation')]
  const [first = today] = daysOfChange(about)
  return daysOfChange([...rulesOf(laws, 'imprisonment'), ...about]).filter(each => first <= each && each <= today)
}

function Reconciled({ seen, offence, parts }: { seen: Seen; offence: Offence; parts: readonly number[] }) {
  const { t, laws } = seen
  return (
    <Table
      caption={t('law-gaps.article', { article: offence.article })}
      columns={[
        { key: 'part', label: t('law-gaps.part-of'), head: true, cell: (part: number) => partText(t, part) },
        ...turningDays(seen).map(day => ({
          key: day,
          label: dayText(t, day),
          cell: (part: number) => {
            const found = reconciliationOn(laws, { offence: offence.article, part }, day)
            if (!found.ok) return t('law-gaps.result-unknown')
            const { release, because } = found.value
            const last = because.at(-1)
            return (
              <>
                {t(`law-gaps.release-${release}`)}
                {last && (
                  <Sourced text={last.cite.article} lang="en" href={last.cite.url} cautions={cautionsOf(t, last)} />
                )}
              </>
            )
          },
        })),
      ]}
      rows={parts}
      rowId={String}
      empty={t('law-gaps.not-looked-up')}
    />
  )
}

function Told({ seen }: { seen: Seen }) {
  const { t, laws } = seen
  const offences = laws.flatMap(each => each.offences ?? [])
  const kinds = ['imprisonment', 'gravity', 'reconciliation', 'no-reconciliation'] as const
  return (
    <>
      {offences.map(offence => (
        <Years key={offence.article} seen={seen} offence={offence} penalties={penaltiesOver(laws, offence.article)} />
      ))}
      <h2>{t('law-gaps.reconciled')}</h2>
      <p>{t('law-gaps.reconciled-how')}</p>
      {offences.map(offence => (
        <Reconciled
          key={offence.article}
          seen={seen}
          offence={offence}
          parts={[...new Set(penaltiesOver(laws, offence.article).map(each => each.value.part))]}
        />
      ))}
      <Sources t={t} rules={kinds.flatMap(kind => rulesOf(laws, kind))} />
    </>
  )
}

/** What the articles threatened and threaten, and whom reconciliation releases. */
export async function showPenalties(asked: Asked): Promise<PublicAnswer> {
  const { t, house } = asked
  const found = lawsIn(house.knowledge, house.country.iso3)
  const body = (
    <div class="read">
      <Headline
        crumbs={[{ href: hrefOf(asked, '/law'), label: t('law-gaps.law') }]}
        crumbsLabel={t('shell.you-are-here')}
        title={t('law-gaps.penalties')}
        lead={t('law-gaps.penalties-lead', { country: t.countryName(house.country.iso2) })}
      />
      <p>{t('law-gaps.note')}</p>
      {found.ok ? (
        <Told seen={{ t, laws: found.value.laws, today: todayIn(asked) }} />
      ) : (
        <p>{t('law-gaps.not-looked-up')}</p>
      )}
    </div>
  )
  return screen(asked, body)
}
