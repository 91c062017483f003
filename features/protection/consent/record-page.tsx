import { CASE_LEADERS } from '#domain/access/roles.ts'
import { PURPOSES, type Purpose } from '#domain/consent/consent.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { ReadAloud } from '#web/components/read-aloud/read-aloud.tsx'
import { type AskedCase, readAskedCase, recipientsFor } from './asked-case.ts'
import { ChildNotice, RuleCited, ruleToday } from './child-page-notice.tsx'
import { aloudTexts, readForm } from './form-read.ts'
import { RecordConsent, recordConsent } from './record-consent.ts'
import { type Asked, AskedHow, languagesFor, Points, Reach, YesOrNo } from './record-page-fields.tsx'

const typedText = (visit: Visit, name: string) => {
  const value = visit.typed[name] ?? visit.query[name]
  return typeof value === 'string' ? value : undefined
}

export const recordConsentPage: Page = {
  path: '/cases/:caseId/consents/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t } = visit
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    // Who does not lead the case asks nothing in it: for them the page is not there.
    if (!found.value.leads) return refuse('case.not-lead')
    const purpose = PURPOSES.find(each => each === typedText(visit, 'purpose'))
    if (!found.value.open) return ok({ title: t('consent.record'), body: <Closed visit={visit} found={found.value} /> })
    if (!purpose)
      return ok({ title: t('consent.record'), body: <PurposeList ctx={ctx} visit={visit} found={found.value} /> })
    const chosen = typedText(visit, 'recipientAgencyId')
    const recipients = await recipientsFor(ctx, { purpose, region: found.value.region, chosen })
    const form = viewOf(visit, found.value)
    const read = readForm(ctx.house.knowledge.consentForm, {
      purpose,
      language: form.value('language'),
      own: t.language,
    })
    const asked: Asked = { visit, found: found.value, purpose, recipients, form, read }
    return ok({ title: t('consent.record'), body: <Question ctx={ctx} asked={asked} /> })
  },
}

const backTo = ({ t, href }: Visit, { id }: AskedCase) => ({ href: href(`/cases/${id}`), label: t('shell.back') })

function Closed({ visit, found }: { visit: Visit; found: AskedCase }) {
  return (
    <QuestionPage title={visit.t('consent.record')} back={backTo(visit, found)}>
      <Notification kind="info" title={visit.t('consent.case-closed')} />
    </QuestionPage>
  )
}

/** One purpose is one question; who agrees to one has agreed to nothing else. */
function PurposeList({ ctx, visit, found }: { ctx: Ctx; visit: Visit; found: AskedCase }) {
  const { t, href, query } = visit
  const kept = (['recipientAgencyId', 'language'] as const).flatMap(name =>
    query[name] ? [`&${name}=${encodeURIComponent(query[name])}`] : [],
  )
  const items = PURPOSES.map(purpose => ({
    href: `${href(`/cases/${found.id}/consents/new`)}?purpose=${purpose}${kept.join('')}`,
    label: t.coded('consent.purpose', purpose),
    about: t.coded('consent.purpose-about', purpose),
  }))
  return (
    <QuestionPage title={t('consent.which')} lead={<p>{t('consent.which-lead')}</p>} back={backTo(visit, found)}>
      <ChildNotice ctx={ctx} t={t} found={found} />
      <LinkList items={items} />
    </QuestionPage>
  )
}

const DAYS = '180'

/** The least that helps is chosen beforehand, so that a no takes one tick and nobody agrees to more by hurrying. */
function viewOf(visit: Visit, found: AskedCase): FormView {
  const { query, refusal } = visit
  const named = refusal && ['consent.not-explained', 'consent.recipient-missing'].includes(refusal.code)
  return formView(named ? { ...visit, refusal: null } : visit, {
    recipientAgencyId: query.recipientAgencyId,
    depth: 'coded',
    givenBy: 'self',
    how: 'spoken',
    language: query.language ?? found.languages[0],
    interpreter: String(found.interpreter),
    validDays: DAYS,
  })
}

/** The two refusals that a person mends at a field are told at that field. */
function errorsOf({ visit: { t, refusal }, form }: Asked) {
  const named = {
    'consent.not-explained': { at: 'explained', text: t('consent.not-explained') },
    'consent.recipient-missing': { at: 'recipientAgencyId', text: t('consent.recipient-missing') },
  }[refusal?.code ?? '']
  const errors = named ? [named, ...form.errors] : form.errors
  return { title: t('shell.problems', { count: errors.length }), errors }
}

function Question({ ctx, asked }: { ctx: Ctx; asked: Asked }) {
  const { visit, found, purpose } = asked
  const { t, href, token } = visit
  return (
    <QuestionPage
      title={asked.read.asked.question[t.language]}
      lead={<p>{t('consent.read-aloud', { name: found.codeName })}</p>}
      back={{ href: href(`/cases/${found.id}/consents/new`), label: t('consent.other-purpose') }}
      errors={errorsOf(asked)}
    >
      <ChildNotice ctx={ctx} t={t} found={found} />
      <Spoken ctx={ctx} asked={asked} />
      <PoliceDuty ctx={ctx} visit={visit} purpose={purpose} />
      <Form action={href(`/cases/${found.id}/consents/new`)} hidden={{ _form: token, purpose }}>
        <Reach asked={asked} regions={ctx.house.country.regions} />
        <Points asked={asked} />
        <YesOrNo asked={asked} />
        <AskedHow asked={asked} languages={ctx.house.country.languages} />
        <Buttons>
          <Button label={t('consent.save')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

/** Large enough to be read aloud or handed over; the language of the conversation is chosen first. */
function Spoken({ ctx, asked }: { ctx: Ctx; asked: Asked }) {
  const { visit, found, purpose, form, read } = asked
  const { t, href } = visit
  const recipientAgencyId = form.value('recipientAgencyId')
  const chosen = { purpose, ...(recipientAgencyId && { recipientAgencyId }) }
  return (
    <>
      <Form
        method="get"
        action={href(`/cases/${found.id}/consents/new`)}
        hidden={chosen}
        label={t('consent.in-language')}
      >
        <SelectField
          name="language"
          id="spoken-in"
          label={t('consent.in-language')}
          options={languagesFor(asked, ctx.house.country.languages).map(value => ({
            value,
            label: t.languageName(value),
          }))}
          value={form.value('language')}
          empty={t('consent.language-choose')}
        />
        <Buttons>
          <Button kind="plain" label={t('consent.in-language-show')} />
        </Buttons>
      </Form>
      {!read.spoken && <Notification kind="info" title={t('consent.in-language-missing')} />}
      {!read.form.reviewed[read.heard] && <p class="soft">{t('consent.form-unreviewed')}</p>}
      <ReadAloud texts={aloudTexts(read)} />
    </>
  )
}

/** Nobody agrees freely who does not know what is told anyway. */
function PoliceDuty({ ctx, visit: { t }, purpose }: { ctx: Ctx; visit: Visit; purpose: Purpose }) {
  const rule = purpose === 'police-report' ? ruleToday(ctx, 'ngo-informs-police') : null
  if (!rule) return null
  return (
    <Notification kind="info" title={t('consent.police-duty')}>
      <p>{t('consent.police-duty-lead')}</p>
      <RuleCited t={t} rule={rule} />
    </Notification>
  )
}

export const recordConsentAction = action({
  path: '/cases/:caseId/consents/new',
  access: CASE_LEADERS,
  input: RecordConsent,
  run: recordConsent,
  again: recordConsentPage,
  next: ({ id }, { caseId }) => `/cases/${caseId}/consents/${id}?done=recorded`,
})
