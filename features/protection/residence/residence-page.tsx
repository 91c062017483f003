import { hasEnd } from '#domain/residence/residence.ts'
import { dayIn, middleOf } from '#domain/shared/dates.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type Residence, readResidence } from './read-residence.ts'
import { RESIDENCE_READERS, type StepOut } from './record.ts'
import { AnswerForms, LetterLinks, PetitionForm, placedErrors } from './residence-page-forms.tsx'
import { ruleFor } from './store.ts'

/** All that the page shows; `keeps`: the colleague notes petitions and answers. */
export type ResidenceSheet = Residence & { visit: Visit; codeName: string; keeps: boolean; today: string }

export const residencePage: Page = {
  path: '/cases/:caseId/residence',
  access: RESIDENCE_READERS,
  async show(ctx, visit) {
    const { caseId } = visit.params
    if (!caseId || !isId(caseId)) return refuse('case.not-found')
    const found = await readResidence(ctx, { caseId })
    if (!found.ok) return found
    const row = await ctx.tx
      .selectFrom('case')
      .select(['code_name', 'status', 'lead_agency_id'])
      .where('id', '=', found.value.caseId)
      .executeTakeFirstOrThrow()
    const own = row.lead_agency_id === ctx.actor.agencyId && ctx.actor.role === 'case-worker'
    const sheet: ResidenceSheet = {
      ...found.value,
      visit,
      codeName: row.code_name,
      keeps: own && row.status === 'open',
      today: dayIn(ctx.house.country.timeZone, ctx.now),
    }
    return ok({ title: visit.t('residence.title'), body: <ResidenceBody ctx={ctx} sheet={sheet} /> })
  },
}

function ResidenceBody({ ctx, sheet }: { ctx: Ctx; sheet: ResidenceSheet }) {
  const { visit, keeps, endsOn, today } = sheet
  const { t, href } = visit
  const form = formView(visit)
  const day = (text: string) => t.day(middleOf(ctx.house.country.timeZone, text))
  return (
    <>
      {form.errors.length > 0 && <ErrorSummary title={form.problemTitle} errors={placedErrors({ sheet, form })} />}
      <Headline
        title={t('residence.title')}
        crumbs={[
          { href: href('/cases'), label: t('cases.title') },
          { href: href(`/cases/${sheet.caseId}`), label: sheet.codeName },
        ]}
        crumbsLabel={t('shell.you-are-here')}
        lead={
          endsOn ? t(endsOn >= today ? 'residence.ends' : 'residence.ended', { day: day(endsOn) }) : t('residence.none')
        }
      />
      <p>{t('residence.lead')}</p>
      <Steps sheet={sheet} day={day} />
      {keeps && <AnswerForms sheet={sheet} form={form} />}
      {keeps && <PetitionForm sheet={sheet} form={form} />}
      {keeps && <LetterLinks sheet={sheet} />}
      <Rules ctx={ctx} sheet={sheet} />
    </>
  )
}

const TONES: Record<string, Tone> = { granted: 'well', refused: 'late', waiting: 'wait' }

function Steps({ sheet, day }: { sheet: ResidenceSheet; day: (text: string) => string }) {
  const { t } = sheet.visit
  const state = (step: StepOut) => step.outcome ?? 'waiting'
  return (
    <Table<StepOut>
      caption={t('residence.steps')}
      rows={sheet.steps}
      rowId={step => step.id}
      empty={t('residence.steps-none')}
      columns={[
        { key: 'kind', label: t('residence.what'), cell: step => t(`residence.kind-${step.kind}`), head: true },
        { key: 'asked', label: t('residence.petitioned-on'), cell: step => day(step.petitionedOn) },
        {
          key: 'state',
          label: t('residence.answer'),
          cell: step => (
            <StatusTag tone={TONES[state(step)] ?? 'soft'} text={t.coded('residence.outcome', state(step))} />
          ),
        },
        {
          key: 'days',
          label: t('residence.granted-days'),
          cell: ({ fromOn, untilOn }) =>
            fromOn && untilOn
              ? t('residence.from-until', { from: day(fromOn), until: day(untilOn) })
              : t('shell.nothing'),
        },
      ]}
    />
  )
}

/** Each rule that a step leans on, as a lawyer cites it, with what nobody has confirmed. */
function Rules({ ctx, sheet }: { ctx: Ctx; sheet: ResidenceSheet }) {
  const { t } = sheet.visit
  const kinds = [...new Set([...sheet.next, ...sheet.steps.map(each => each.kind)])]
  const rules = kinds.flatMap(kind => ruleFor(ctx, kind, sheet.today) ?? [])
  return (
    <>
      <h2>{t('residence.rules')}</h2>
      {rules.length === 0 && <p>{t('residence.rules-none')}</p>}
      <ul>
        {rules.map(rule => (
          <li key={rule.id}>
            {rule.title[t.language]} ({rule.cite.act}, {rule.cite.article}).{' '}
            {(rule.status === 'unverified' || rule.fromStatus === 'unverified') && t('residence.rule-unverified')}
          </li>
        ))}
      </ul>
      {sheet.steps.some(each => hasEnd(each.kind)) && <p>{t('residence.work-lasts')}</p>}
    </>
  )
}
