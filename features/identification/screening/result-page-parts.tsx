import type { AgeGroup } from '#domain/cases/case.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { type Reason, weightMatters } from '#domain/screening/score.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Dimension } from '#knowledge/schema/instrument.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'
import { GivenBlock } from '#web/components/given/given.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import type { Asking } from './asking.ts'
import { type Opened, questionsIn } from './page-parts.tsx'

type Props = { visit: Visit; opened: Opened }

function ReasonLine({ visit, opened, reason }: Props & { reason: Reason }) {
  const { t } = visit
  const dimension = opened.instrument.dimensions.find(each => each.key === reason.dimension)
  const indicator = dimension?.indicators.find(each => each.id === reason.indicator)
  const note = opened.view.notes[`${reason.dimension}.${reason.indicator}`]
  return (
    <li>
      {indicator?.question[t.language]}{' '}
      {weightMatters(opened.instrument.scoring, reason.weight) && (
        <StatusTag tone="soft" text={t(`screening.sign-${reason.weight}`)} />
      )}
      {indicator?.urgent && <StatusTag tone="late" text={t('screening.sign-urgent')} />}
      {indicator?.status === 'unverified' && ` (${t('screening.not-confirmed')})`}
      {note && <GivenBlock text={note} />}
    </li>
  )
}

/** The answers that counted, so that the official can read them aloud and challenge them. */
export function Reasons({ visit, opened }: Props) {
  const { t } = visit
  const { instrument, scored } = opened
  const of = (dimension: Dimension) => scored.reasons.filter(each => each.dimension === dimension.key)
  const counted = instrument.dimensions.filter(each => of(each).length > 0)
  if (counted.length === 0) return <p>{t('screening.no-reasons')}</p>
  return (
    <>
      <p>{t('screening.reasons-lead')}</p>
      {counted.map(dimension => (
        <section key={dimension.key}>
          <h3>{dimension.title[t.language]}</h3>
          <ul>
            {of(dimension).map(reason => (
              <ReasonLine key={reason.indicator} visit={visit} opened={opened} reason={reason} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** Unknown is not no: how many answers are open, and where they could still change the picture. */
export function Unknowns({ visit, opened: { instrument, scored } }: Props) {
  const { t } = visit
  if (scored.unknown === 0) return null
  const undecided = instrument.dimensions.filter(each => scored.undecided.includes(each.key))
  return (
    <>
      <p>
        <strong>{t('screening.not-known-all', { count: scored.unknown, of: questionsIn(instrument) })}</strong>{' '}
        {t('screening.unknown-not-no')}
      </p>
      {undecided.length > 0 && (
        <>
          <p>{t('screening.undecided')}</p>
          <ul>
            {undecided.map(each => (
              <li key={each.key}>{each.title[t.language]}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** The rule behind a sentence of law. Acts are cited as their source gives them, in English. */
export function Cited({ t, rule }: { t: Translate; rule: Rule | null }) {
  if (!rule) return null
  return (
    <span class="soft">
      <span lang="en">
        {rule.cite.act}, {rule.cite.article}
      </span>
      {rule.status === 'unverified' && ` (${t('screening.not-confirmed')})`}
    </span>
  )
}

export function ChildNote({ asking, visit, opened }: Props & { asking: Asking }) {
  const { t } = visit
  const age = opened.view.ageGroup as AgeGroup
  if (age === 'adult') return null
  const laws = asking.laws
  // Judged by the rule in force when the conversation took place.
  const day = dayIn(asking.country.timeZone, new Date(opened.view.startedAt))
  return (
    <>
      {age === 'uncertain' && (
        <p>
          {t('screening.uncertain-note')} <Cited t={t} rule={firstInForce(laws, 'age-uncertain-is-child', day)} />
        </p>
      )}
      <p>
        {t('screening.child-note')} <Cited t={t} rule={firstInForce(laws, 'child-means-not-required', day)} />
      </p>
    </>
  )
}
