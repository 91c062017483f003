import { ok, refuse } from '#domain/shared/result.ts'
import type { Indicator } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import type { AskedIn, AskingPage } from './asking.ts'
import { ConflictForm } from './dimension-page-conflict.tsx'
import { type Asked, carriedFields, Question, shownOn } from './dimension-page-question.tsx'
import { HandOver, handed } from './hand-over.tsx'
import { named } from './named-errors.ts'
import {
  addressOf,
  CompletedNotice,
  DangerNow,
  onward,
  openScreening,
  revising,
  spokenIn,
  UrgentNotice,
} from './page-parts.tsx'

/** How far asking has come, a section on a page, and the page before. */
function alongSections(visit: Visit, asked: Asked) {
  const { dimensions } = asked.instrument
  const index = dimensions.indexOf(asked.dimension)
  const before = dimensions[index - 1]
  const [at, of] = [index + 1, dimensions.length]
  return {
    progress: { text: visit.t('screening.progress', { at, of }), at, of },
    before: before && onward(visit, asked, before.key),
  }
}

/** The same with one question on a page. */
function alongQuestions(visit: Visit, asked: Asked, one: Indicator) {
  const questions = asked.instrument.dimensions.flatMap(({ key, indicators }) =>
    indicators.map((each, at) => ({ key, each, number: String(at + 1) })),
  )
  const index = questions.findIndex(({ key, each }) => key === asked.dimension.key && each === one)
  const before = questions[index - 1]
  const [at, of] = [index + 1, questions.length]
  return {
    progress: { text: visit.t('screening.progress-question', { at, of }), at, of },
    before: before && onward(visit, asked, before.key, { one: before.number }),
  }
}

function frameOf(visit: Visit, asked: Asked) {
  const { dimension } = asked
  const { t, href } = visit
  const { progress, before } = asked.one ? alongQuestions(visit, asked, asked.one) : alongSections(visit, asked)
  const form = formView(visit)
  const numberOf = (at: string) =>
    dimension.indicators.findIndex(each => at.endsWith(`.${dimension.key}.${each.id}`)) + 1
  const labelOf = (at: string) => (numberOf(at) > 0 ? t('screening.question', { number: numberOf(at) }) : undefined)
  return {
    title: dimension.title[t.language],
    progress,
    back: before
      ? { href: before, label: t('shell.back') }
      : { href: href('/screenings'), label: t('screening.title') },
    errors: {
      title: form.problemTitle,
      errors: visit.refusal?.code === 'screening.stale' ? [] : named(form.errors, labelOf),
    },
  }
}

/**
 * Saves what is answered and asks on in another language, so that switching loses nothing. It stands after the button to go on,
 * since Enter presses the first one; a link at the top leads to it.
 */
function LanguageButtons({ visit, asked }: { visit: Visit; asked: Asked }) {
  const { t } = visit
  const heard = spokenIn(visit, asked) ?? t.language
  const others = languagesOf(asked.instrument).filter(each => each !== heard)
  return (
    <div id="speak">
      <Details summary={t('screening.speak-other', { language: t.languageName(heard) })}>
        <p>{t('screening.speak-other-hint')}</p>
        <Buttons>
          {others.map(each => (
            <Button key={each} kind="plain" name="after" value={`in-${each}`} label={t.languageName(each)} />
          ))}
        </Buttons>
      </Details>
    </div>
  )
}

function SaveButtons({ visit, asked }: { visit: Visit; asked: Asked }) {
  const { t } = visit
  return (
    <Buttons>
      {revising(visit) ? (
        <Button name="after" value="stop" label={t('screening.save-back')} />
      ) : (
        <>
          <Button name="after" value="continue" label={t('screening.save-continue')} />
          <Button kind="plain" name="after" value="stop" label={t('screening.save-stop')} />
        </>
      )}
      <Button kind="plain" name="after" value="hand" label={t('screening.hand-over')} />
      {asked.one ? (
        <Button kind="plain" name="after" value="section" label={t('screening.all-of-section')} />
      ) : (
        <Button kind="plain" name="after" value="question" label={t('screening.one-by-one')} />
      )}
      <a href="#danger">{t('screening.danger')}</a>
    </Buttons>
  )
}

function DimensionForm({ visit, asked, country }: { visit: Visit; asked: Asked; country: AskedIn }) {
  const { t, token } = visit
  const { view, dimension } = asked
  const address = addressOf(visit, view.id, `/${dimension.key}`)
  const version = typeof visit.typed.version === 'string' ? visit.typed.version : String(view.version)
  return (
    <QuestionPage {...frameOf(visit, asked)} lead={<p>{t('screening.dimension-lead')}</p>}>
      <UrgentNotice visit={visit} opened={asked} />
      <DangerNow t={t} country={country} />
      {visit.refusal?.code === 'screening.stale' ? (
        <ConflictForm visit={visit} asked={asked} address={address} />
      ) : (
        <Form action={address} hidden={{ _form: token, version, ...carriedFields(visit, asked) }} kept>
          <p>
            <a href="#speak">{t('screening.speak')}</a>
          </p>
          {shownOn(asked).map(({ indicator, number }) => (
            <Question key={indicator.id} visit={visit} asked={asked} indicator={indicator} number={number} />
          ))}
          <SaveButtons visit={visit} asked={asked} />
          <LanguageButtons visit={visit} asked={asked} />
        </Form>
      )}
    </QuestionPage>
  )
}

export const dimensionPage: AskingPage = {
  path: '/screenings/:screeningId/:dimension',
  async show(asking, visit) {
    const opened = await openScreening(asking, visit)
    if (!opened.ok) return opened
    const { view, instrument } = opened.value
    const dimension = instrument.dimensions.find(each => each.key === visit.params.dimension)
    if (!dimension) return refuse('screening.not-found')
    const title = dimension.title[visit.t.language]
    if (view.status === 'completed') return ok({ title, body: <CompletedNotice visit={visit} screeningId={view.id} /> })
    const alone = visit.query.one ?? visit.typed.one
    const one = typeof alone === 'string' ? dimension.indicators[Number(alone) - 1] : undefined
    if (alone !== undefined && !one) return refuse('screening.not-found')
    const asked: Asked = { ...opened.value, dimension, one }
    if (handed(visit)) return ok({ title, body: <HandOver visit={visit} asked={asked} /> })
    return ok({ title, body: <DimensionForm visit={visit} asked={asked} country={asking.country} /> })
  },
}
