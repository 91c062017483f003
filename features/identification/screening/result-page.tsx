import type { VNode } from 'preact'
import { type AgeGroup, protectedAsChild } from '#domain/cases/case.ts'
import { lengthOf } from '#domain/screening/choose.ts'
import { ok } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'
import { DimensionChart } from '#web/components/dimension-chart/dimension-chart.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import type { Asking, AskingPage } from './asking.ts'
import { checkScreen } from './check-page.tsx'
import { crumbs, type Opened, openScreening, Sentences, WhoToCall } from './page-parts.tsx'
import { ChildNote, Reasons, Unknowns } from './result-page-parts.tsx'
import { stepsIn, Written } from './result-page-steps.tsx'
import { stepsFor } from './result-steps.ts'
import { languageName, postName } from './start-page.tsx'

export type ResultProps = { asking: Asking; visit: Visit; opened: Opened }
export type LeadOn = (props: ResultProps) => VNode

function NextStep({ asking, visit, opened }: ResultProps) {
  const { t } = visit
  const child = protectedAsChild(opened.view.ageGroup as AgeGroup)
  const step = opened.view.nextStep ?? opened.scored.nextStep
  const written = asking.nextSteps(opened.instrument.id)
  const { now, never } = stepsFor(step, child)
  return (
    <>
      <h2>{t('screening.do')}</h2>
      {written ? <Written asking={asking} t={t} steps={stepsIn(written, step)} /> : <Sentences t={t} words={now} />}
      <h2>{t('screening.do-not')}</h2>
      {written ? <Written asking={asking} t={t} steps={written.steps.never} /> : <Sentences t={t} words={never} />}
      {written?.status === 'unverified' && <p class="soft">{t('screening.steps-unverified')}</p>}
      <h2>{t('screening.who-to-call')}</h2>
      <WhoToCall t={t} country={asking.country} first="trafficking" />
    </>
  )
}

function Chart({ visit, opened: { instrument, scored } }: { visit: Visit; opened: Opened }) {
  const { t } = visit
  const dimensions = instrument.dimensions.flatMap(({ key, title }) => {
    const counted = scored.dimensions[key]
    if (!counted) return []
    const result = t(counted.positive ? 'screening.enough' : 'screening.not-enough')
    return { key, label: title[t.language], ...counted, result }
  })
  return (
    <>
      <h2>{t('screening.chart-title')}</h2>
      <DimensionChart
        title={t('screening.chart-title')}
        description={t('screening.chart-description')}
        labels={{
          dimension: t('screening.section'),
          strong: t('screening.strong'),
          medium: t('screening.medium'),
          weak: t('screening.weak'),
          result: t('screening.result'),
        }}
        dimensions={dimensions}
      />
    </>
  )
}

/** Sources are named in English; what nobody has checked says so. */
function SourceOf({ t, instrument }: { t: Translate; instrument: Instrument }) {
  return (
    <>
      <span lang="en">{instrument.source}</span>
      {instrument.status === 'unverified' && ` (${t('screening.not-confirmed')})`}
    </>
  )
}

function Facts({ asking, visit, opened: { view, instrument } }: ResultProps) {
  const { t } = visit
  const post = asking.country.borderPosts.find(each => each.id === view.place)
  const rows = [
    { label: t('screening.situation'), value: t.coded('screening.where', view.situation) },
    ...(post ? [{ label: t('screening.place'), value: postName(t, post) }] : []),
    { label: t('screening.age'), value: t.coded('screening.age', view.ageGroup) },
    { label: t('screening.language'), value: languageName(t, view.language) },
    { label: t('screening.completed'), value: view.completedAt ? t.instant(new Date(view.completedAt)) : '' },
    { label: t('screening.instrument'), value: `${instrument.title[t.language]}, ${view.instrumentVersion}` },
    { label: t('screening.source'), value: <SourceOf t={t} instrument={instrument} /> },
  ]
  return <SummaryList title={t('screening.facts')} rows={rows} />
}

type Around = { LeadOn: LeadOn; Prepared: LeadOn | undefined }

function ResultBody({ LeadOn, Prepared, ...props }: ResultProps & Around) {
  const { visit, opened } = props
  const { t } = visit
  const { view, scored } = opened
  const finding = view.finding ?? scored.finding
  const prefix = view.ageGroup === 'adult' ? 'screening.finding' : 'screening.finding-child'
  return (
    <>
      <Headline
        title={t.coded('screening.step', view.nextStep ?? scored.nextStep)}
        lead={scored.urgent.length > 0 ? t('screening.because-urgent') : undefined}
        {...crumbs(visit)}
      />
      <LeadOn {...props} />
      {Prepared && <Prepared {...props} />}
      <NextStep {...props} />
      <h2>{t('screening.finding-title')}</h2>
      <p class="lead" data-aloud="">
        {t.coded(prefix, finding)}
      </p>
      <p data-aloud="">{t('screening.not-legal')}</p>
      <ChildNote {...props} />
      <h2>{t('screening.reasons-title')}</h2>
      <Reasons visit={visit} opened={opened} />
      {lengthOf(opened.instrument) === 'in-depth' && <Chart visit={visit} opened={opened} />}
      <Unknowns visit={visit} opened={opened} />
      <Facts {...props} />
      <LeadOn {...props} />
      <p class="soft">{t('screening.print')}</p>
    </>
  )
}

/**
 * `LeadOn`: where the official goes from here, which differs between a desk and a field device. `Prepared`: what a desk shows of what was
 * prepared where the person was met.
 */
export const resultPageWith = (LeadOn: LeadOn, Prepared?: LeadOn): AskingPage => ({
  path: '/screenings/:screeningId',
  async show(asking, visit) {
    const opened = await openScreening(asking, visit)
    if (!opened.ok) return opened
    if (opened.value.view.status === 'draft') return ok(checkScreen(asking, visit, opened.value))
    const title = visit.t('screening.result-title')
    const around = { LeadOn, Prepared }
    return ok({ title, body: <ResultBody {...around} asking={asking} visit={visit} opened={opened.value} /> })
  },
})
