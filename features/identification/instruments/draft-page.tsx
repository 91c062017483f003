import { changesBetween } from '#domain/instruments/changes.ts'
import { type DraftStep, mayStep } from '#domain/instruments/states.ts'
import { ok } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Changes } from './changes.tsx'
import { dropDraft } from './drop-draft.ts'
import { Files, Problems, Questions } from './page-parts.tsx'
import { publishDraft } from './publish-draft.ts'
import { type Draft, instrumentIn, readDraft } from './queries.ts'
import { DraftStepInput, EDITORS, ReturnDraft } from './record.ts'
import { returnDraft } from './return-draft.ts'
import { sendToReview } from './send-to-review.ts'
import { signsIn } from './signs.ts'

type Shown = { ctx: Ctx; visit: Visit; draft: Draft }

export const draftPage: Page = {
  path: '/instrument-drafts/:draftId',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href, params } = visit
    const found = await readDraft(ctx, params.draftId)
    if (!found.ok) return found
    const draft = found.value
    const form = formView(visit)
    const may = mayStep(draft, 'write', ctx.actor.userId) === 'yes'
    const edit = (place: string) => href(`/instrument-drafts/${draft.id}/signs/${place}`)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={draft.instrument}
          crumbs={[{ href: href('/instruments'), label: t('instruments.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t(`instruments.state-${draft.status}`)}
        />
        {draft.note !== null && <p>{draft.note}</p>}
        <Compared ctx={ctx} visit={visit} draft={draft} />
        <Steps ctx={ctx} visit={visit} draft={draft} />
        <Files visit={visit} at={`/instrument-drafts/${draft.id}`} />
        {draft.report && (
          <p>
            <a href={href(`/instrument-drafts/${draft.id}/report`)}>{t('instrument-import.report-link')}</a>
          </p>
        )}
        {may && (
          <Buttons>
            <Button kind="plain" href={href(`/instrument-drafts/${draft.id}/header`)} label={t('instruments.header')} />
            <Button kind="plain" href={href(`/instrument-drafts/${draft.id}/new-sign`)} label={t('instruments.add')} />
          </Buttons>
        )}
        <Questions visit={visit} signs={signsIn(draft.body)} {...(may && { edit })} />
      </>
    )
    return ok({ title: draft.instrument, body })
  },
}

function Compared({ ctx, visit, draft }: Shown) {
  const now = instrumentIn(draft)
  const base = draft.baseVersion && ctx.house.knowledge.instrument(draft.instrument, draft.baseVersion)
  if (!now) return <Problems visit={visit} body={draft.body} />
  if (!base) return null
  return <Changes visit={visit} changes={changesBetween(base, now)} caption={visit.t('instruments.changes')} />
}

function Steps({ ctx, visit, draft }: Shown) {
  const { t, href, token } = visit
  const form = formView(visit)
  const may = (step: DraftStep) => mayStep(draft, step, ctx.actor.userId)
  const hidden = { _form: token, version: String(draft.version) }
  const to = (step: string) => href(`/instrument-drafts/${draft.id}/${step}`)
  const one = (step: 'send' | 'drop' | 'publish', kind: 'main' | 'plain') =>
    may(step) === 'yes' && (
      <Form action={to(step)} hidden={hidden}>
        <Buttons>
          <Button kind={kind} label={t(`instruments.${step}`)} />
        </Buttons>
      </Form>
    )
  return (
    <>
      {may('publish') === 'own' && <p>{t('instruments.own')}</p>}
      {one('publish', 'main')}
      {may('return') === 'yes' && (
        <Form action={to('return')} hidden={hidden}>
          <TextArea
            name="note"
            label={t('instruments.note')}
            value={form.value('note')}
            error={form.error('note')}
            required
          />
          <Buttons>
            <Button kind="plain" label={t('instruments.return')} />
          </Buttons>
        </Form>
      )}
      {instrumentIn(draft) && one('send', 'main')}
      {one('drop', 'plain')}
    </>
  )
}

const common = { access: EDITORS, again: draftPage, next: ({ id }: { id: string }) => `/instrument-drafts/${id}` }

export const draftActions = [
  action({ ...common, path: '/instrument-drafts/:draftId/send', input: DraftStepInput, run: sendToReview }),
  action({ ...common, path: '/instrument-drafts/:draftId/drop', input: DraftStepInput, run: dropDraft }),
  action({ ...common, path: '/instrument-drafts/:draftId/publish', input: DraftStepInput, run: publishDraft }),
  action({ ...common, path: '/instrument-drafts/:draftId/return', input: ReturnDraft, run: returnDraft }),
]
