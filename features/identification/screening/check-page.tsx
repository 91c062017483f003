import { answerTo } from '#domain/screening/merge-answers.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Dimension, Indicator } from '#knowledge/schema/instrument.ts'
import { formView } from '#server/http/form-view.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { SummaryList, type SummaryRow } from '#web/components/summary-list/summary-list.tsx'
import type { Asking, AskingPage } from './asking.ts'
import {
  CompletedNotice,
  DangerNow,
  FROM_CHECK,
  type Opened,
  onward,
  openScreening,
  questionsIn,
  UrgentNotice,
} from './page-parts.tsx'

type SectionProps = { visit: Visit; opened: Opened; dimension: Dimension }

function Answered({ visit, opened, dimension, indicator }: SectionProps & { indicator: Indicator }) {
  const question = `${dimension.key}.${indicator.id}`
  const note = opened.view.notes[question]
  return (
    <>
      {visit.t.coded('screening.answer', answerTo(opened.view.answers, question) ?? 'unknown')}
      {note && <GivenBlock text={note} />}
    </>
  )
}

/** What was answered stands in the open; what is not known is counted and folded away. */
function Section(props: SectionProps) {
  const { visit, opened, dimension } = props
  const { t } = visit
  const address = onward(visit, opened, dimension.key, FROM_CHECK)
  const questionOf = (indicator: Indicator) => `${dimension.key}.${indicator.id}`
  const known = (indicator: Indicator) => {
    const question = questionOf(indicator)
    return (answerTo(opened.view.answers, question) ?? 'unknown') !== 'unknown' || question in opened.view.notes
  }
  const open = dimension.indicators.filter(
    each => (answerTo(opened.view.answers, questionOf(each)) ?? 'unknown') === 'unknown',
  )
  const rows: SummaryRow[] = dimension.indicators.filter(known).map(indicator => ({
    label: indicator.question[t.language],
    value: <Answered {...props} indicator={indicator} />,
    change: { href: `${address}#answers.${questionOf(indicator)}`, label: t('screening.change') },
  }))
  return (
    <>
      <h2>{dimension.title[t.language]}</h2>
      {rows.length > 0 && <SummaryList rows={rows} />}
      {open.length > 0 && (
        <Details summary={t('screening.not-known', { count: open.length })}>
          <ul>
            {open.map(indicator => (
              <li key={indicator.id}>{indicator.question[t.language]}</li>
            ))}
          </ul>
        </Details>
      )}
      <p>
        <a href={address}>
          {t('screening.change-section')}
          <span class="unseen">: {dimension.title[t.language]}</span>
        </a>
      </p>
    </>
  )
}

/** The first section that nobody has touched, where an interrupted conversation goes on. */
function untouched({ view, instrument }: Opened): string | undefined {
  const keys = [...Object.keys(view.answers), ...Object.keys(view.notes)]
  return instrument.dimensions.find(each => !keys.some(key => key.startsWith(`${each.key}.`)))?.key
}

function CompleteForm({ visit, opened }: { visit: Visit; opened: Opened }) {
  const { t } = visit
  const { view, scored } = opened
  const next = untouched(opened)
  return (
    <Form action={onward(visit, opened, 'check')} hidden={{ _form: visit.token, version: String(view.version) }}>
      <p>
        {t('screening.not-known-all', { count: scored.unknown, of: questionsIn(opened.instrument) })}{' '}
        {t('screening.complete-hint')}
      </p>
      <Buttons>
        <Button label={t('screening.complete')} />
        {next && <Button kind="plain" href={onward(visit, opened, next)} label={t('screening.go-on')} />}
        <a href={visit.href('/screenings')}>{t('screening.later')}</a>
      </Buttons>
    </Form>
  )
}

/** The whole screening before it is completed; also what its own address shows until then. */
export function checkScreen(asking: Asking, visit: Visit, opened: Opened): Screen {
  const { t, href } = visit
  const form = formView(visit)
  const title = t('screening.check-title')
  const body = (
    <QuestionPage
      title={title}
      back={{ href: href('/screenings'), label: t('screening.title') }}
      lead={<p>{t('screening.check-lead')}</p>}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <UrgentNotice visit={visit} opened={opened} />
      <DangerNow t={t} country={asking.country} />
      {opened.instrument.dimensions.map(dimension => (
        <Section key={dimension.key} visit={visit} opened={opened} dimension={dimension} />
      ))}
      <h2>{t('screening.complete-title')}</h2>
      <CompleteForm visit={visit} opened={opened} />
    </QuestionPage>
  )
  return { title, body }
}

export const checkPage: AskingPage = {
  path: '/screenings/:screeningId/check',
  async show(asking, visit): Promise<Result<Screen>> {
    const opened = await openScreening(asking, visit)
    if (!opened.ok) return opened
    const { view } = opened.value
    if (view.status === 'draft') return ok(checkScreen(asking, visit, opened.value))
    const title = visit.t('screening.check-title')
    return ok({ title, body: <CompletedNotice visit={visit} screeningId={view.id} /> })
  },
}
