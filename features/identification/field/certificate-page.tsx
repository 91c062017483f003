import { groupedNumber } from '#domain/reflection/certificate-number.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import { type Read, reader } from '#features/identification/screening/read-forms.ts'
import { checkOffline, type OfflineVerdict } from '#protocol/certificates/check-offline.ts'
import { formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type Desk, type FieldForm, type FieldPage, openForm } from './desk.ts'

const MOST = 2000

function readToken(fields: Typed): Read<{ text: string }> {
  const form = reader(fields)
  return { value: { text: form.required('text', form.text('text', MOST)) ?? '' }, problems: form.problems }
}

/** The signed text of a certificate, from the address behind its picture or by itself. */
const tokenIn = (text: string): string => text.split(/[/\s]/).findLast(each => each.split('.').length === 3) ?? ''

/** What was found is shown once and kept nowhere: it names a person's certificate. */
const found = new Map<string, OfflineVerdict>()

async function check(desk: Desk, { text }: { text: string }): Promise<Result<{ id: string }>> {
  const { certificates, country } = desk.carried
  const carried = { ...certificates, country: country.iso2 }
  const id = desk.newId()
  found.clear()
  found.set(id, await checkOffline(tokenIn(text), carried, desk.clock()))
  return ok({ id })
}

/** Whom to call about it: the number in the certificate, or the country's own line where nothing in it can be believed. */
function lineFor({ claims }: OfflineVerdict, { carried }: Desk): string | undefined {
  const { hotlines } = carried.country
  return claims?.t ?? (hotlines.find(each => each.for === 'trafficking') ?? hotlines[0])?.number
}

function Found({ visit, desk, verdict }: { visit: Visit; desk: Desk; verdict: OfflineVerdict }) {
  const { t } = visit
  const { claims, listOf } = verdict
  const line = lineFor(verdict, desk)
  const good = verdict.verdict === 'valid'
  return (
    <Notification kind={good ? 'success' : 'warn'} title={t.coded('field-app.certificate', verdict.verdict)}>
      {good && claims && (
        <p>{t('field-app.certificate-until', { day: t.day(new Date(claims.d)), number: groupedNumber(claims.n) })}</p>
      )}
      {line && <p>{t('field-app.certificate-call', { number: line })}</p>}
      {claims && (
        <p>
          {listOf ? t('field-app.certificate-list', { at: t.instant(listOf) }) : t('field-app.certificate-no-list')}
        </p>
      )}
    </Notification>
  )
}

export const certificatePage: FieldPage = {
  path: '/certificate',
  when: 'open',
  async show(desk, visit) {
    const { t, href, query } = visit
    const form = formView(visit)
    const verdict = found.get(query.of ?? '')
    const title = t('field-app.certificate-title')
    const body = (
      <QuestionPage
        title={title}
        lead={<p>{t('field-app.certificate-lead')}</p>}
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        {verdict && <Found visit={visit} desk={desk} verdict={verdict} />}
        <Form action={href('/certificate')} hidden={{ _form: visit.token }}>
          <TextArea
            name="text"
            label={t('field-app.certificate-text')}
            hint={t('field-app.certificate-hint')}
            value={form.value('text')}
            error={form.error('text')}
            rows={4}
            maxlength={MOST}
          />
          <Buttons>
            <Button label={t('field-app.certificate-check')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title, body })
  },
}

export const certificateForm: FieldForm = openForm({
  path: '/certificate',
  read: readToken,
  run: check,
  again: certificatePage,
  next: ({ id }) => `/certificate?of=${id}`,
})
