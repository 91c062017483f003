import { CONFIRMED, CONFIRMED_SOURCES } from '#domain/hotline/contact.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import type { CallBackOut, ContactOut } from './answers.ts'
import { CaseFields, Led } from './contact-page-leading.tsx'

type EndedProps = { ctx: Ctx; visit: Visit; found: ContactOut; promised: readonly CallBackOut[] }

/** A contact that ended: what it was, and the few steps that may still follow. */
export function EndedContact({ ctx, visit, found, promised }: EndedProps) {
  const { t, href } = visit
  const form = formView(visit)
  const [waits] = promised
  return (
    <>
      <SummaryList rows={rowsOf(ctx, visit, found)} />
      {waits && (
        <p>
          <a href={href(`/hotline/call-backs/${waits.id}`)}>
            {t('hotline.call-back-at', { at: t.instant(new Date(waits.dueAt)) })}
          </a>
        </p>
      )}
      <Led visit={visit} found={found} />
      {found.kind === 'contact' && !found.caseId && <OpenCase visit={visit} form={form} found={found} />}
      {found.outcome === 'passed-to-police' && ctx.actor.role === 'shift-lead' && (
        <Confirm ctx={ctx} visit={visit} form={form} found={found} />
      )}
    </>
  )
}

function rowsOf(ctx: Ctx, { t }: Visit, found: ContactOut) {
  if (found.kind !== 'contact') return [{ label: t('hotline.kind'), value: t.coded('hotline.kind', found.kind) }]
  const coded = (prefix: string, value: string | null) => value && t.coded(prefix, value)
  const region = ctx.house.country.regions.find(each => each.id === found.region)
  return [
    { label: t('hotline.outcome'), value: coded('hotline.outcome', found.outcome) },
    { label: t('hotline.topic'), value: coded('hotline.topic', found.topic) },
    { label: t('hotline.risk'), value: coded('hotline.risk', found.risk) },
    { label: t('hotline.speaker'), value: coded('hotline.speaker', found.speaker) },
    { label: t('hotline.language'), value: found.language && t.languageName(found.language) },
    { label: t('hotline.region'), value: region?.name[t.language] },
    { label: t('hotline.safe-contact'), value: coded('cases.may-contact', found.safeContact) },
    { label: t('hotline.said'), value: found.said },
    { label: t('hotline.confirmed'), value: coded('hotline.confirmed', found.confirmed) },
  ]
}

function OpenCase({ visit, form, found }: { visit: Visit; form: FormView; found: ContactOut }) {
  const { t, href, token } = visit
  return (
    <Form action={href(`/hotline/contacts/${found.id}/case`)} hidden={{ _form: token }} label={t('hotline.open-case')}>
      <CaseFields t={t} form={form} />
      <Buttons>
        <Button kind="plain" label={t('hotline.open-case')} />
      </Buttons>
    </Form>
  )
}

/** Who said it, and on which day: a fact of later, which only the shift lead records. */
function Confirm({ ctx, visit, form, found }: { ctx: Ctx; visit: Visit; form: FormView; found: ContactOut }) {
  const { t, href, token } = visit
  return (
    <Form
      action={href(`/hotline/contacts/${found.id}/confirm`)}
      hidden={{ _form: token }}
      label={t('hotline.confirm-title')}
    >
      <h2>{t('hotline.confirm-title')}</h2>
      <Radios
        name="confirmed"
        label={t('hotline.confirmed')}
        options={CONFIRMED.map(value => ({ value, label: t.coded('hotline.confirmed', value) }))}
        value={form.value('confirmed')}
        error={form.error('confirmed')}
        required
      />
      <SelectField
        name="source"
        label={t('hotline.source')}
        options={CONFIRMED_SOURCES.map(value => ({ value, label: t.coded('hotline.source', value) }))}
        value={form.value('source')}
        error={form.error('source')}
        empty={t('shell.nothing')}
      />
      <TextField
        name="on"
        type="date"
        label={t('hotline.said-on')}
        value={form.value('on') ?? dayIn(ctx.house.country.timeZone, ctx.now)}
        error={form.error('on')}
      />
      <Buttons>
        <Button label={t('shell.save')} />
      </Buttons>
    </Form>
  )
}
