import { CASE_READERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { type ConsentForm, FORM_LANGUAGES, type FormLanguage, formLanguageFor } from '#knowledge/schema/consent-form.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Paper } from '#web/components/paper/paper.tsx'
import { type AskedCase, readAskedCase, readConsent } from './asked-case.ts'
import { Altered } from './consent-page.tsx'
import { saidOf } from './form-read.ts'
import { dayOn } from './paper-days.ts'
import type { ConsentView } from './queries.ts'

/** The copy that tells everything, in the person's language, for who can keep it safely. */
export const consentCopyPage: Page = {
  path: '/cases/:caseId/consents/:consentId/copy',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const consent = await readConsent(ctx, found.value.id, visit.params.consentId)
    if (!consent.ok) return consent
    const { t } = visit
    if (!consent.value.genuine) {
      return ok({ title: t('consent.copy'), body: <Altered visit={visit} consent={consent.value} /> })
    }
    const language = formLanguageFor(visit.query.language) ?? formLanguageFor(consent.value.language) ?? t.language
    const body = (
      <>
        <Top visit={visit} found={found.value} consent={consent.value} language={language} />
        <FullCopy ctx={ctx} consent={consent.value} language={language} />
      </>
    )
    return ok({ title: t('consent.copy'), body })
  },
}

type TopProps = { visit: Visit; found: AskedCase; consent: ConsentView; language: FormLanguage }

function Top({ visit: { t, href }, found, consent, language }: TopProps) {
  const at = href(`/cases/${found.id}/consents/${consent.id}`)
  const options = FORM_LANGUAGES.map(value => ({ value, label: t.languageName(value) }))
  return (
    <>
      <Headline
        title={t('consent.copy')}
        lead={t('consent.copy-print')}
        crumbs={[{ href: at, label: t('consent.title') }]}
        crumbsLabel={t('shell.you-are-here')}
      />
      <Notification kind="warn" title={t('consent.copy-warning')}>
        <p>{t('consent.copy-warning-lead')}</p>
      </Notification>
      <Form method="get" action={`${at}/copy`} label={t('consent.copy-language')}>
        <SelectField name="language" label={t('consent.copy-language')} options={options} value={language} />
        <Buttons>
          <Button kind="plain" label={t('consent.in-language-show')} />
        </Buttons>
      </Form>
    </>
  )
}

/** Words of the version that was read to her; where that is gone, of the one that is read now. */
function formOf({ house: { knowledge } }: Ctx, version: number): ConsentForm {
  return knowledge.consentForms.find(each => each.version === version) ?? knowledge.consentForm
}

type CopyProps = { ctx: Ctx; consent: ConsentView; language: FormLanguage }

function FullCopy({ ctx, consent, language }: CopyProps) {
  const form = formOf(ctx, consent.formVersion)
  const { copy, answers } = form
  const { timeZone } = ctx.house.country
  const asked = form.purposes.find(each => each.id === consent.purpose)
  const own = consent.givenBy === 'self'
  const rows = [
    { label: copy.question[language], value: asked?.question[language] ?? '' },
    {
      label: (own ? copy.answer : copy.spokenForYou)[language],
      value: answers[consent.agreed ? 'yes' : 'no'][language],
    },
    { label: copy.who[language], value: consent.recipientName ?? copy.onlyUs[language] },
    ...(consent.agreed
      ? [
          { label: copy.what[language], value: saidOf(form.depths, consent.depth, language) },
          { label: copy.until[language], value: dayOn(consent.validUntil, timeZone) },
        ]
      : []),
    { label: copy.day[language], value: dayOn(consent.recordedAt, timeZone) },
    { label: copy.number[language], value: consent.id },
  ]
  return (
    <Paper
      lang={language}
      heading={copy.heading[language]}
      rows={rows}
      lines={form.closing.map(each => each.say[language])}
    />
  )
}
