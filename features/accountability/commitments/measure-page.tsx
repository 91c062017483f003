import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { sizeIn } from '#features/protection/attachments/size-in.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Form } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { MeasureSteps } from './measure-steps.tsx'
import { maySteer } from './own-measure.ts'
import { dayText, progressText, TONES } from './page-words.tsx'
import { readMeasure } from './queries.ts'
import { listRecommendations } from './recommended.ts'
import type { RecommendationOut, WholeMeasureOut } from './record.ts'
import { reminderLine } from './reminder-line.tsx'
import { Wording, wordingIn } from './wording.tsx'

type Props = { visit: Visit; measure: WholeMeasureOut }

function Facts({ visit: { t }, measure }: Props) {
  const { indicator, target, counted } = measure
  const rows = [
    { label: t('commitments.by'), value: measure.promisedBy },
    { label: t('commitments.sector'), value: t(`commitments.sector-${measure.sector}`) },
    { label: t('commitments.promised-on'), value: dayText(t, measure.promisedOn) },
    { label: t('commitments.due-on'), value: dayText(t, measure.dueOn) },
    { label: t('commitments-desk.budget'), value: measure.budget ?? undefined },
    {
      label: t('commitments-desk.published-on'),
      value: dayText(t, measure.publishedOn) || t('commitments-desk.not-published'),
    },
    ...(indicator && target !== null
      ? [{ label: t(`commitments.indicator-${indicator}`), value: progressText(t, { counted, target }) }]
      : []),
    ...(measure.provedOn ? [{ label: t('commitments.proved-on'), value: dayText(t, measure.provedOn) }] : []),
    ...(measure.withdrawnOn
      ? [
          { label: t('commitments-desk.withdrawn-on'), value: dayText(t, measure.withdrawnOn) },
          { label: t('commitments-desk.why'), value: measure.withdrawnWhy ?? undefined },
        ]
      : []),
  ]
  return <SummaryList rows={rows} />
}

function Answers({ visit: { t, href }, measure, all }: Props & { all: readonly RecommendationOut[] }) {
  const answered = all.filter(each => measure.recommendations.includes(each.id))
  return (
    <>
      <h2>{t('commitments-desk.answers')}</h2>
      {answered.length === 0 ? (
        <p class="empty">{t('commitments-desk.answers-none')}</p>
      ) : (
        <ul>
          {answered.map(each => (
            <li key={each.id}>
              <a href={href(`/recommendations/${each.id}`)}>
                {each.year}: <Wording wordings={each.words} t={t} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Evidence({ visit: { t, href, token }, measure, mine }: Props & { mine: boolean }) {
  return (
    <>
      <h2>{t('commitments-desk.evidence')}</h2>
      {measure.evidence.length === 0 ? (
        <p class="empty">{t('commitments-desk.evidence-none')}</p>
      ) : (
        <ul>
          {measure.evidence.map(each => (
            <li key={each.id}>
              <a href={href(`/measures/${measure.id}/evidence/${each.id}/file`)}>
                <bdi>{each.shows}</bdi>
              </a>{' '}
              <span class="soft">
                {dayText(t, each.addedOn)}, {sizeIn(t, each.bytes)}
              </span>
              {mine && (
                <Form
                  action={href(`/measures/${measure.id}/evidence/${each.id}/remove`)}
                  hidden={{ _form: token }}
                  label={each.shows}
                >
                  <Button kind="plain" label={t('commitments-desk.evidence-remove')} />
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Reports({ visit: { t }, measure }: Props) {
  return (
    <>
      <h2>{t('commitments-desk.reports')}</h2>
      {measure.reports.length === 0 && <p class="empty">{t('commitments-desk.reports-none')}</p>}
      {measure.reports.map(each => (
        <div key={each.id}>
          <h3>{dayText(t, each.reportedOn)}</h3>
          <GivenBlock text={each.words} />
        </div>
      ))}
    </>
  )
}

export const measurePage: Page = {
  path: '/measures/:measureId',
  access: 'signed-in',
  async show(ctx, visit) {
    const { t, href, params } = visit
    const id = params.measureId ?? ''
    const read = isId(id) ? await readMeasure(ctx, id) : refuse('measure.not-found')
    if (!read.ok) return read
    const measure = read.value
    const form = formView(visit)
    const shared = { visit, measure }
    const open = measure.provedOn === null && measure.withdrawnOn === null
    const mine = maySteer(measure, ctx.actor)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={wordingIn(measure.title, t.language).text}
          crumbs={[{ href: href('/measures'), label: t('commitments-desk.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          tag={<StatusTag tone={TONES[measure.state]} text={t(`commitments.state-${measure.state}`)} />}
        />
        <Facts {...shared} />
        {await reminderLine(ctx, visit, measure)}
        <Answers {...shared} all={await listRecommendations(ctx)} />
        <Evidence {...shared} mine={mine && open} />
        <Reports {...shared} />
        <MeasureSteps {...shared} form={form} mine={mine} actor={ctx.actor} />
      </>
    )
    return ok({ title: t('commitments-desk.one'), body })
  },
}
