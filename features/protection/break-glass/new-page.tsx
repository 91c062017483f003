import { EMERGENCIES, EMERGENCY_DEPTHS, EMERGENCY_ROLES, MOST_HOURS, USUAL_HOURS } from '#domain/access/break-glass.ts'
import { ok } from '#domain/shared/result.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { openInEmergency } from './open-in-emergency.ts'
import { OpenInEmergency } from './record.ts'

const HOURS = [1, 2, USUAL_HOURS, 8, 12, MOST_HOURS]

/** What follows is said before anything is typed: nobody opens a case in silence. */
function Follows({ visit: { t } }: { visit: Visit }) {
  return (
    <Notification kind="warn" title={t('break-glass.follows-title')}>
      <ul>
        <li>{t('break-glass.follows-told')}</li>
        <li>{t('break-glass.follows-you', { hours: MOST_HOURS })}</li>
        <li>{t('break-glass.follows-review')}</li>
        <li>{t('break-glass.follows-person')}</li>
      </ul>
    </Notification>
  )
}

function Fields({ visit: { t }, form }: { visit: Visit; form: FormView }) {
  return (
    <>
      <TextField
        name="codeName"
        label={t('break-glass.code-name')}
        hint={t('break-glass.code-name-hint')}
        value={form.value('codeName')}
        error={form.error('codeName')}
        size="medium"
        maxlength={80}
        required
      />
      <Radios
        name="reason"
        label={t('break-glass.reason-question')}
        options={EMERGENCIES.map(value => ({ value, label: t.coded('break-glass.reason', value) }))}
        value={form.value('reason')}
        error={form.error('reason')}
        required
      />
      <TextArea
        name="words"
        label={t('break-glass.words')}
        hint={t('break-glass.words-hint')}
        value={form.value('words')}
        error={form.error('words')}
        maxlength={2000}
        required
      />
      <Radios
        name="depth"
        label={t('break-glass.depth')}
        options={EMERGENCY_DEPTHS.map(value => ({
          value,
          label: t(`break-glass.depth-${value}`),
          hint: t(`break-glass.depth-hint-${value}`),
        }))}
        value={form.value('depth')}
        error={form.error('depth')}
      />
      <SelectField
        name="hours"
        label={t('break-glass.hours')}
        options={HOURS.map(hours => ({ value: String(hours), label: t('break-glass.for-hours', { hours }) }))}
        value={form.value('hours')}
        error={form.error('hours')}
      />
    </>
  )
}

export const openPage: Page = {
  path: '/break-glass/new',
  access: EMERGENCY_ROLES,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const form = formView(visit, { depth: 'identity', hours: String(USUAL_HOURS) })
    const hotline = ctx.house.country.hotlines.find(each => each.for === 'emergency')
    const body = (
      <QuestionPage
        title={t('break-glass.open')}
        back={{ href: href('/break-glass'), label: t('shell.back') }}
        lead={
          <p>
            {t('break-glass.open-lead')} {hotline && t('break-glass.call-first', { number: hotline.number })}
          </p>
        }
        errors={{ title: form.problemTitle, errors: form.errors }}
      >
        <Follows visit={visit} />
        <Form action={href('/break-glass/new')} hidden={{ _form: token }}>
          <Fields visit={visit} form={form} />
          <Buttons>
            <Button kind="danger" label={t('break-glass.open-now')} />
            <Button kind="plain" href={href('/break-glass')} label={t('break-glass.open-not')} />
          </Buttons>
        </Form>
      </QuestionPage>
    )
    return ok({ title: t('break-glass.open'), body })
  },
}

export const openAction = action({
  path: '/break-glass/new',
  access: EMERGENCY_ROLES,
  input: OpenInEmergency,
  run: openInEmergency,
  again: openPage,
  next: ({ caseId }) => `/cases/${caseId}`,
})
