import type { z } from 'zod'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type ConsentForm, FORM_LANGUAGES, type FormLanguage, formLanguageFor } from '#knowledge/schema/consent-form.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code } from '#server/http/fields.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Screen, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Paper } from '#web/components/paper/paper.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { readAskedCase } from './asked-case.ts'
import { IssueReceipt, issueReceipt, receiptIssuedAt } from './issue-receipt.ts'
import { dayOn } from './paper-days.ts'

const PHONES = ['agency', 'hotline', 'none'] as const
type Phones = Record<'agency' | 'hotline', string | null>

/** Numbers that somebody may call: whoever finds the paper can find out who answers, so that none is a choice too. */
async function phonesOf(ctx: Ctx): Promise<Phones> {
  const own = await ctx.tx.selectFrom('agency').select('phone').where('id', '=', ctx.actor.agencyId).executeTakeFirst()
  const hotline = ctx.house.country.hotlines.find(each => each.for === 'trafficking')
  return { agency: own?.phone ?? null, hotline: hotline?.number ?? null }
}

export const receiptPage: Page = {
  path: '/cases/:caseId/receipt',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    if (!found.value.leads) return refuse('case.not-lead')
    const { t, href, token } = visit
    const issuedAt = await receiptIssuedAt(ctx, found.value.id)
    const at = href(`/cases/${found.value.id}`)
    const form = formView(visit)
    const body = (
      <QuestionPage
        title={t('consent.receipt')}
        lead={<p>{t('consent.receipt-lead')}</p>}
        back={{ href: `${at}/consents`, label: t('shell.back') }}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Notification kind="info" title={t('consent.receipt-safe')}>
          <p>{t('consent.receipt-safe-lead')}</p>
        </Notification>
        {issuedAt && <p>{t('consent.receipt-issued', { day: t.instant(issuedAt) })}</p>}
        <Form action={`${at}/receipt`} hidden={{ _form: token }}>
          <Choices visit={visit} language={formLanguageFor(found.value.languages[0])} phones={await phonesOf(ctx)} />
          <Buttons>
            <Button label={t('consent.receipt-make')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('consent.receipt'), body })
  },
}

type ChoicesProps = { visit: Visit; language: FormLanguage | undefined; phones: Phones }

function Choices({ visit, language, phones }: ChoicesProps) {
  const { t } = visit
  const form = formView(visit, { language: language ?? t.language, phone: phones.agency ? 'agency' : 'none' })
  const offered = PHONES.filter(each => each === 'none' || phones[each])
  const labels = {
    agency: t('consent.receipt-phone-agency', { number: phones.agency ?? '' }),
    hotline: t('consent.receipt-phone-hotline', { number: phones.hotline ?? '' }),
    none: t('consent.receipt-phone-none'),
  }
  return (
    <>
      <SelectField
        name="language"
        label={t('consent.receipt-language')}
        options={FORM_LANGUAGES.map(value => ({ value, label: t.languageName(value) }))}
        value={form.value('language')}
        error={form.error('language')}
      />
      <Radios
        name="phone"
        label={t('consent.receipt-phone')}
        options={offered.map(value => ({ value, label: labels[value] }))}
        value={form.value('phone')}
        error={form.error('phone')}
      />
    </>
  )
}

export const MakeReceipt = IssueReceipt.extend({
  language: code(FORM_LANGUAGES),
  phone: code(PHONES).default('none'),
})

type Made = { receipt: string; slip: SlipFacts }
export type SlipFacts = { form: ConsentForm; language: FormLanguage; day: string; phone: string | null; page: string }

async function makeReceipt(ctx: Ctx, { caseId, language, phone }: z.output<typeof MakeReceipt>): Promise<Result<Made>> {
  const made = await issueReceipt(ctx, { caseId })
  if (!made.ok) return made
  const { knowledge, country, settings } = ctx.house
  const phones = await phonesOf(ctx)
  const slip = {
    form: knowledge.consentForm,
    language,
    day: dayOn(ctx.now, country.timeZone),
    phone: phone === 'none' ? null : phones[phone],
    page: `${settings.origin}/receipt`,
  }
  return ok({ receipt: made.value.receipt, slip })
}

/** Neither what it is about nor who gave it: whoever finds it learns that somebody may change her mind about something. */
export function Slip({ receipt, slip: { form, language, day, phone, page } }: Made) {
  const { slip } = form
  const rows = [
    { label: slip.number[language], value: receipt, sign: true },
    { label: slip.day[language], value: day },
    { label: slip.page[language], value: page },
    ...(phone ? [{ label: slip.phone[language], value: phone }] : []),
  ]
  const use = phone ? slip.use : slip.usePage
  return <Paper small lang={language} heading={slip.heading[language]} rows={rows} lines={[use[language]]} />
}

function receiptScreen(made: Made, { t, href, params }: Visit): Screen {
  const { form, language } = made.slip
  const body = (
    <>
      <Notification kind="success" title={t('consent.receipt-ready')}>
        <p>{t('consent.receipt-ready-lead')}</p>
        <p>{t('consent.copy-print')}</p>
      </Notification>
      {!form.reviewed[language] && <p class="soft">{t('consent.form-unreviewed')}</p>}
      <Slip {...made} />
      <Buttons>
        <Button kind="plain" href={href(`/cases/${params.caseId}/consents`)} label={t('consent.all')} />
      </Buttons>
    </>
  )
  // Browsers print a page's title on it.
  return { title: form.slip.heading[language], body }
}

export const makeReceiptAction = action({
  path: '/cases/:caseId/receipt',
  access: CASE_LEADERS,
  input: MakeReceipt,
  run: makeReceipt,
  again: receiptPage,
  next: (_, { caseId }) => `/cases/${caseId}/consents`,
  reveal: receiptScreen,
})
