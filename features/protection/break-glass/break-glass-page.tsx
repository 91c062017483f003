import { EMERGENCY_ROLES, FINDINGS } from '#domain/access/break-glass.ts'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList, type SummaryRow } from '#web/components/summary-list/summary-list.tsx'
import { endBreakGlass } from './end-break-glass.ts'
import { StateTag } from './list-page.tsx'
import { readBreakGlass, type WholeBreakGlass } from './queries.ts'
import { EndBreakGlass, ReviewBreakGlass } from './record.ts'
import { reviewBreakGlass } from './review-break-glass.ts'

type PartProps = { visit: Visit; found: WholeBreakGlass }

function facts({ t, href }: Visit, found: WholeBreakGlass): SummaryRow[] {
  const at = (iso: string) => t.instant(new Date(iso))
  const seesCase = found.ledByActor || found.state === 'running'
  return [
    {
      label: t('break-glass.case'),
      value: seesCase ? <a href={href(`/cases/${found.caseId}`)}>{found.codeName}</a> : found.codeName,
    },
    { label: t('break-glass.agency'), value: found.agencyName },
    {
      label: t('break-glass.colleague'),
      value: `${found.colleague} (${t.coded('agencies.role', found.colleagueRole)})`,
    },
    { label: t('break-glass.reason'), value: t.coded('break-glass.reason', found.reason) },
    { label: t('break-glass.depth'), value: t(`break-glass.depth-${found.depth}`) },
    { label: t('break-glass.opened'), value: at(found.openedAt) },
    found.state === 'running'
      ? { label: t('break-glass.ends'), value: at(found.endsAt) }
      : { label: t('break-glass.ended'), value: at(found.endedAt ?? found.endsAt) },
    ...(found.reviewedAt
      ? [{ label: t('break-glass.reviewed'), value: at(found.reviewedAt) }]
      : [{ label: t('break-glass.review-due'), value: at(found.reviewDueAt) }]),
    { label: t('break-glass.again'), value: found.againFrom ? at(found.againFrom) : t('break-glass.again-reviewed') },
  ]
}

function Words({ visit: { t }, found }: PartProps) {
  return (
    <>
      <h2>{t('break-glass.words-title')}</h2>
      {found.words ? <GivenBlock text={found.words} /> : <p class="soft">{t('break-glass.words-sealed')}</p>}
      {found.reviewWords && <h2>{t('break-glass.review-words')}</h2>}
      {found.reviewWords && <GivenBlock text={found.reviewWords} />}
    </>
  )
}

function End({ visit: { t, href, token }, found }: PartProps) {
  return (
    <Form action={href(`/break-glass/${found.id}/end`)} hidden={{ _form: token }} label={t('break-glass.end')}>
      <h2>{t('break-glass.end')}</h2>
      <p>{t(found.ledByActor ? 'break-glass.end-lead' : 'break-glass.end-own')}</p>
      <Buttons>
        <Button kind="danger" label={t('break-glass.end-now')} />
      </Buttons>
    </Form>
  )
}

function Review({ visit, found }: PartProps) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form action={href(`/break-glass/${found.id}/review`)} hidden={{ _form: token }} label={t('break-glass.review')}>
      <h2>{t('break-glass.review')}</h2>
      <Radios
        name="finding"
        label={t('break-glass.review-question')}
        options={FINDINGS.map(value => ({
          value,
          label: t(`break-glass.finding-${value}`),
          hint: t(`break-glass.finding-hint-${value}`),
        }))}
        value={form.value('finding')}
        error={form.error('finding')}
        required
      />
      <TextArea
        name="words"
        label={t('break-glass.review-say')}
        hint={t('break-glass.review-say-hint')}
        value={form.value('words')}
        error={form.error('words')}
        maxlength={2000}
      />
      <Buttons>
        <Button label={t('break-glass.review-save')} />
      </Buttons>
    </Form>
  )
}

function Body({ ctx, visit, found }: PartProps & { ctx: Ctx }) {
  const { t, href } = visit
  const form = formView(visit)
  const judges = found.ledByActor && found.userId !== ctx.actor.userId
  return (
    <>
      <ErrorSummary title={form.problemTitle} errors={form.errors} />
      <Headline
        title={t('break-glass.one-title', { name: found.codeName })}
        crumbs={[{ href: href('/break-glass'), label: t('break-glass.title') }]}
        crumbsLabel={t('shell.you-are-here')}
        tag={<StateTag t={t} row={found} />}
      />
      {found.state === 'running' && (
        <Notification kind="warn" title={t(judges ? 'break-glass.running-lead' : 'break-glass.running-own')} />
      )}
      <SummaryList rows={facts(visit, found)} />
      <Words visit={visit} found={found} />
      {found.state === 'running' && <End visit={visit} found={found} />}
      {found.state === 'to-review' && judges && <Review visit={visit} found={found} />}
      {found.state === 'to-review' && !judges && <p class="soft">{t('break-glass.waits-for-review')}</p>}
    </>
  )
}

export const breakGlassPage: Page = {
  path: '/break-glass/:breakGlassId',
  access: EMERGENCY_ROLES,
  async show(ctx, visit) {
    const id = visit.params.breakGlassId ?? ''
    if (!isId(id)) return refuse('break-glass.not-found')
    const found = await readBreakGlass(ctx, id)
    if (!found.ok) return found
    const title = visit.t('break-glass.one-title', { name: found.value.codeName })
    return ok({ title, body: <Body ctx={ctx} visit={visit} found={found.value} /> })
  },
}

const next = ({ id }: { id: string }) => `/break-glass/${id}`

export const endAction = action({
  path: '/break-glass/:breakGlassId/end',
  access: EMERGENCY_ROLES,
  input: EndBreakGlass,
  run: endBreakGlass,
  again: breakGlassPage,
  next,
})

export const reviewAction = action({
  path: '/break-glass/:breakGlassId/review',
  access: CASE_LEADERS,
  input: ReviewBreakGlass,
  run: reviewBreakGlass,
  again: breakGlassPage,
  next,
})
