import { firstInForce } from '#domain/law/rule-in-force.ts'
import type { Score } from '#domain/screening/score.ts'
import { ownStep } from '#domain/screening/self-check.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Hotline } from '#knowledge/schema/country.ts'
import type { Status } from '#knowledge/schema/fact.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import { Call } from '#web/components/call/call.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { scoreOf } from './asking.ts'
import { stepsIn } from './result-page-steps.tsx'
import { carried, messageOf, questionsOf, type SelfCheck, situationsOf } from './self-check.ts'
import type { Asked } from './self-check-questions.tsx'

type Props = { asked: Asked; instrument: Instrument; given: SelfCheck }
type Scored = Props & { scored: Score }

/** Sources are named in English; whether somebody has checked them is said in the reader's language. */
function Source({ asked: { t }, text, status }: { asked: Asked; text: string; status: Status }) {
  return (
    <>
      {status === 'unverified' && <p class="caution">{t('self-check.unchecked')}</p>}
      <Sourced text={text} lang="en" />
    </>
  )
}

function CallOf({ asked: { t }, line }: { asked: Asked; line: Hotline }) {
  const facts = [line.free && t('paper-card.call-free'), line.roundTheClock && t('paper-card.call-always')]
  return (
    <Call
      number={line.number}
      href={`tel:${line.number.replaceAll(' ', '')}`}
      lines={[t(`paper-card.call-${line.for}`), ...facts.filter(each => typeof each === 'string')]}
      caution={line.status === 'verified' ? undefined : t('shell.unverified')}
    />
  )
}

type Step = NextSteps['steps']['refer'][number]

function Steps({ asked, steps }: { asked: Asked; steps: readonly Step[] }) {
  const { t, house } = asked
  const rules = house.knowledge.lawsOf(house.country).flatMap(law => law.rules)
  return steps.map(({ text, call, rule: id }) => {
    const line = house.country.hotlines.find(each => each.id === call)
    const rule = rules.find(each => each.id === id)
    return (
      <section key={text.en}>
        <p>{textIn(text, t.language)}</p>
        {line && <CallOf asked={asked} line={line} />}
        {rule && <Source asked={asked} text={`${rule.cite.act}, ${rule.cite.article}`} status={rule.status} />}
      </section>
    )
  })
}

/** Where nobody has written down what to do in this country, the numbers stand alone. */
function NumbersAlone({ asked }: { asked: Asked }) {
  return (
    <>
      <p>{asked.t('self-check.no-steps')}</p>
      {asked.house.country.hotlines.map(line => (
        <CallOf key={line.id} asked={asked} line={line} />
      ))}
    </>
  )
}

function WhatToDo({ asked, instrument, scored }: Scored) {
  const { t, house } = asked
  const written = house.knowledge.nextSteps(instrument.id, house.country)
  return (
    <>
      <h2>{t('self-check.do')}</h2>
      {written ? <Steps asked={asked} steps={stepsIn(written, ownStep(scored))} /> : <NumbersAlone asked={asked} />}
      {written && (
        <>
          <h2>{t('self-check.do-not')}</h2>
          <ul>
            {written.steps.never.map(({ text }) => (
              <li key={text.en}>{textIn(text, t.language)}</li>
            ))}
          </ul>
          <Source asked={asked} text={written.source} status={written.status} />
        </>
      )}
    </>
  )
}

/** An age that is not sure counts as a child's, by the rule in force today. */
function ChildNote({ asked, given: { age } }: Props) {
  const { t, house } = asked
  if (age === 'adult') return null
  const id = age === 'child' ? 'child-means-not-required' : 'age-uncertain-is-child'
  const rule = firstInForce(house.knowledge.lawsOf(house.country), id, dayIn(house.country.timeZone, house.clock()))
  if (!rule) return null
  return (
    <>
      <p>{t(`self-check.note-${age}`)}</p>
      <Source asked={asked} text={`${rule.cite.act}, ${rule.cite.article}`} status={rule.status} />
    </>
  )
}

function Reasons({ asked: { t }, instrument, scored }: Scored) {
  const yes = questionsOf(instrument).filter(({ dimension, indicator }) =>
    scored.reasons.some(each => each.dimension === dimension.key && each.indicator === indicator.id),
  )
  return (
    <>
      {yes.length > 0 && (
        <>
          <h2>{t('self-check.reasons')}</h2>
          <ul>
            {yes.map(({ key, indicator }) => (
              <li key={key}>{textIn(indicator.question, t.language)}</li>
            ))}
          </ul>
        </>
      )}
      {scored.unknown > 0 && <p>{t('self-check.unknown', { count: scored.unknown })}</p>}
      <p>{t('self-check.no-judgement')}</p>
    </>
  )
}

/** Her answers as a message that she sees and changes before anything of it is sent. */
function Write({ asked: { t }, instrument, given, scored }: Scored) {
  const message = scored.reasons.length > 0 ? { words: messageOf(t, instrument, scored, given.age) } : {}
  return (
    <>
      <h2>{t('self-check.write')}</h2>
      <p>{t('self-check.write-lead')}</p>
      <Form action={`/${t.language}/tip`} hidden={{ draft: 'yes', about: 'self', ...message }}>
        <Buttons>
          <Button label={t('self-check.write-see')} />
        </Buttons>
      </Form>
    </>
  )
}

function ReadOn({ asked: { t }, given, scored }: Scored) {
  const at = (path: string) => `/${t.language}${path}`
  const situations = situationsOf(scored, given.age)
  const help = situations.map(each => ({ href: at(`/help/${each}`), label: t(`self-check.help-${each}`) }))
  const all = situations.length === 0 ? [{ href: at('/help'), label: t('self-check.help') }] : []
  return (
    <>
      <h2>{t('self-check.more')}</h2>
      <LinkList items={[...help, ...all, { href: at('/rights'), label: t('self-check.rights') }]} />
    </>
  )
}

export function ResultPage(props: Props) {
  const { asked, instrument, given } = props
  const { t } = asked
  const scored = scoreOf(instrument, given.answers, given.age)
  return (
    <>
      <Headline title={t.coded('self-check.step', ownStep(scored))} />
      <WhatToDo {...props} scored={scored} />
      <Reasons {...props} scored={scored} />
      <ChildNote {...props} />
      <Write {...props} scored={scored} />
      <ReadOn {...props} scored={scored} />
      <Form action={`/${t.language}/check`} hidden={{ ...carried(given), again: 'yes' }}>
        <Buttons>
          <Button kind="plain" label={t('self-check.again')} />
        </Buttons>
      </Form>
      <Source asked={asked} text={instrument.source} status={instrument.status} />
    </>
  )
}
