import { addDays, dayIn } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { FormView } from '#server/http/form-view.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { minimumRule } from './begin-reflection.ts'
import type { ReflectionSheet } from './sheet.ts'

const addressOf = ({ visit, caseId }: ReflectionSheet, step: string) =>
  visit.href(`/cases/${caseId}/reflection/${step}`)

export function BeginForm({ ctx, sheet, form }: { ctx: Ctx; sheet: ReflectionSheet; form: FormView }) {
  const { t, token } = sheet.visit
  const today = dayIn(ctx.house.country.timeZone, ctx.now)
  const rule = minimumRule(ctx, today)
  const least = rule?.value.kind === 'duration' ? String(rule.value.amount) : undefined
  return (
    <Form action={addressOf(sheet, 'begin')} hidden={{ _form: token }}>
      <TextField
        name="startedOn"
        type="date"
        label={t('reflection.first-day')}
        hint={t('reflection.first-day-hint')}
        error={form.error('startedOn')}
        value={form.value('startedOn') ?? today}
        size="medium"
      />
      <TextField
        name="days"
        label={t('reflection.days-wanted')}
        hint={t(rule ? 'reflection.days-hint-law' : 'reflection.days-hint-practice', { count: least ?? 'none' })}
        error={form.error('days')}
        value={form.value('days') ?? least}
        inputmode="numeric"
        size="short"
      />
      <Buttons>
        <Button label={t('reflection.begin')} />
      </Buttons>
    </Form>
  )
}

export function ExtendForm({ sheet, form }: { sheet: ReflectionSheet; form: FormView }) {
  const { visit, period } = sheet
  if (!period) return null
  const { t, token } = visit
  return (
    <>
      <h2>{t('reflection.extend')}</h2>
      <Form action={addressOf(sheet, 'extend')} hidden={{ _form: token, version: String(period.version) }}>
        <TextField
          name="until"
          type="date"
          label={t('reflection.until')}
          hint={t('reflection.until-hint')}
          error={form.error('until')}
          value={form.value('until') ?? addDays(period.lastOn, 30)}
          size="medium"
        />
        <Buttons>
          <Button kind="plain" label={t('reflection.extend')} />
        </Buttons>
      </Form>
    </>
  )
}

/** Behind a fold: neither is done by a slip of the hand. */
export function EndForms({ sheet }: { sheet: ReflectionSheet }) {
  const { visit, period } = sheet
  if (!period) return null
  const { t, token } = visit
  return (
    <Details summary={t('reflection.end-before')}>
      {(['by-choice', 'revoked'] as const).map(how => (
        <Form
          key={how}
          action={addressOf(sheet, 'end')}
          hidden={{ _form: token, version: String(period.version), how }}
          label={t(`reflection.end-${how}`)}
        >
          <p>{t(`reflection.end-${how}-lead`)}</p>
          <Buttons>
            <Button kind="danger" label={t(`reflection.end-${how}`)} />
          </Buttons>
        </Form>
      ))}
    </Details>
  )
}
