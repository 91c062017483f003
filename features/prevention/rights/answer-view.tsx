import type { RightAnswer, Stands } from '#domain/rights/rights.ts'
import type { Rights } from '#knowledge/schema/rights.ts'
import type { House } from '#server/house.ts'
import { Details } from '#web/components/details/details.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { type T, todayIn } from './asked.ts'
import { cautionsOf, officesOf, sayCite, sayReasons, saySource, urlOf } from './say.ts'

type Seen = { t: T; house: House; rights: Rights; answers: readonly RightAnswer[] }

function Source({ seen: { t, house, rights }, answer }: { seen: Seen; answer: RightAnswer }) {
  const cautions = cautionsOf(t, rights, answer.right, todayIn(house))
  return (
    <Sourced
      text={saySource(t, rights, answer)}
      href={urlOf(rights, answer.right.cite)}
      cautions={answer.right.caution ? [answer.right.caution[t.language], ...cautions] : cautions}
    />
  )
}

/** Hers: what it is, why, and where to go. */
function Hers({ seen, answer }: { seen: Seen; answer: RightAnswer }) {
  const { t, rights } = seen
  const { right, because } = answer
  const names = rights.offices.filter(each => right.ask.includes(each.id)).map(each => each.name[t.language])
  return (
    <section class="notice success">
      <h3 class="notice-title">{right.title[t.language]}</h3>
      <p>{right.owed[t.language]}</p>
      <p>{t('rights.because', { answers: sayReasons(t, because) })}</p>
      <p>{t('rights.ask', { offices: names.join('; ') })}</p>
      <Source seen={seen} answer={answer} />
    </section>
  )
}

/** By name, under what it hangs on: perhaps hers, not on that day, or one of very many. */
function ByName({ seen, answers }: { seen: Seen; answers: readonly RightAnswer[] }) {
  const { t } = seen
  const groups = Map.groupBy(answers, each => sayReasons(t, each.needs))
  return [...groups].map(([needs, list]) => (
    <section key={needs}>
      {needs !== '' && <p>{t('rights.needs', { answers: needs })}</p>}
      <ul>
        {list.map(each => (
          <li key={each.right.id}>
            {each.right.title[t.language]}
            <Source seen={seen} answer={each} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

/** So many are told in full that the page still fits into the first packets of a slow line. */
const IN_FULL = 16

function Yours({ seen, answers }: { seen: Seen; answers: readonly RightAnswer[] }) {
  const { t } = seen
  const rest = answers.slice(IN_FULL)
  return (
    <>
      <h2>{t('rights.applies')}</h2>
      {answers.slice(0, IN_FULL).map(each => (
        <Hers key={each.right.id} seen={seen} answer={each} />
      ))}
      {rest.length > 0 && (
        <>
          <p>{t('rights.by-name')}</p>
          <ByName seen={seen} answers={rest} />
        </>
      )}
    </>
  )
}

/** What was not in force on that day: first what would have been hers, then what hangs on more than the day. */
function OffDay({ seen, title, answers }: { seen: Seen; title: string; answers: readonly RightAnswer[] }) {
  const sure = answers.filter(each => each.needs.length === 0)
  const open = answers.filter(each => each.needs.length > 0)
  return (
    <>
      {sure.length > 0 && <h2>{title}</h2>}
      {sure.length > 0 && <ByName seen={seen} answers={sure} />}
      {open.length > 0 && (
        <Details summary={`${title}: ${seen.t('rights.more')}`}>
          <ByName seen={seen} answers={open} />
        </Details>
      )}
    </>
  )
}

export function Answers({ seen }: { seen: Seen }) {
  const { t, answers } = seen
  const standing = (stands: Stands) => answers.filter(each => each.stands === stands)
  const hers = standing('applies')
  const perhaps = standing('may-apply')
  return (
    <>
      {hers.length === 0 && <p>{t('rights.nothing')}</p>}
      {hers.length > 0 && <Yours seen={seen} answers={hers} />}
      <OffDay seen={seen} title={t('rights.not-yet')} answers={standing('not-yet')} />
      <OffDay seen={seen} title={t('rights.no-longer')} answers={standing('no-longer')} />
      {perhaps.length > 0 && <h2>{t('rights.may-apply')}</h2>}
      <ByName seen={seen} answers={perhaps} />
    </>
  )
}

/** Each office once, however many rights lead to it. */
export function Offices({ seen: { t, rights, answers } }: { seen: Seen }) {
  const hers = answers.filter(each => each.stands === 'applies')
  const offices = officesOf(rights, hers, t)
  if (offices.length === 0) return null
  return (
    <>
      <h2>{t('rights.who')}</h2>
      {offices.map(({ office, bring }) => (
        <section key={office.id}>
          <h3>{office.name[t.language]}</h3>
          <p>{office.about[t.language]}</p>
          {bring !== '' && <p>{t('rights.bring', { papers: bring })}</p>}
          {office.cite && <Sourced text={sayCite(t, rights, office.cite)} href={urlOf(rights, office.cite)} />}
        </section>
      ))}
    </>
  )
}
