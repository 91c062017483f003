import type { Actor } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Given, GivenBlock } from '#web/components/given/given.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { dayText } from './page-words.tsx'
import type { CriterionOut, EntryOut } from './record.ts'
import { mayWithdraw } from './withdraw-entry.ts'

type Props = { visit: Visit; criterion: CriterionOut; actor: Actor }

type Made = Omit<EntryOut, 'outdone'> & { outdone?: boolean }

/** "Convictions (2025): 12", and whether a later entry has taken its place. */
function Counted({ visit: { t }, entry: { counted, outdone } }: { visit: Visit; entry: Made }) {
  if (!counted) return null
  const figure = t('standards.counted-in', {
    figure: t(`reports.figure-${counted.figure}`),
    year: String(counted.of),
  })
  return (
    <p>
      {t('standards.counted', { figure, value: String(counted.value) })}{' '}
      {outdone && <StatusTag tone="wait" text={t('standards.later-counts')} />}
    </p>
  )
}

/** One entry as it was made: what counts, what it shows, and the paper. */
export function EntryBlock({ visit, entry }: { visit: Visit; entry: Made }) {
  const { t } = visit
  return (
    <>
      <Counted visit={visit} entry={entry} />
      <GivenBlock text={entry.shows} />
      <p class="caution">
        <Given text={entry.source} />, {dayText(t, entry.datedOn)} ·{' '}
        {t('standards.entered', { agency: entry.agency, day: dayText(t, entry.enteredOn) })}
      </p>
      {entry.withdrawnOn && entry.withdrawnWhy && (
        <>
          <p>{t('standards.withdrawn-on', { day: dayText(t, entry.withdrawnOn) })}</p>
          <GivenBlock text={entry.withdrawnWhy} />
        </>
      )}
    </>
  )
}

/** What people entered under a criterion, the latest last; what was withdrawn beneath it. */
export function Entries({ visit, criterion, actor }: Props) {
  const { t, href } = visit
  const standing = criterion.entries.filter(each => each.withdrawnOn === null)
  const withdrawn = criterion.entries.filter(each => each.withdrawnOn !== null)
  return (
    <>
      {standing.length > 0 && <h3>{t('standards.evidence')}</h3>}
      {standing.map(each => (
        <div key={each.id} id={`entry-${each.id}`}>
          <EntryBlock visit={visit} entry={each} />
          {mayWithdraw(each, actor) && (
            <p>
              <a href={href(`/standards/${each.year}/evidence/${each.id}/withdraw`)}>
                {t('standards.withdraw')}
                <span class="unseen">: {each.source}</span>
              </a>
            </p>
          )}
        </div>
      ))}
      {withdrawn.length > 0 && (
        <Details summary={t('standards.withdrawn', { count: withdrawn.length })}>
          {withdrawn.map(each => (
            <EntryBlock key={each.id} visit={visit} entry={each} />
          ))}
        </Details>
      )}
    </>
  )
}
