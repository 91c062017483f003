import { DECISIONS, notBefore } from '#domain/reflection/period.ts'
import { addDays, daysBetween, middleOf } from '#domain/shared/dates.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { FormView } from '#server/http/form-view.ts'
import { DayClock } from '#web/components/day-clock/day-clock.tsx'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { Table } from '#web/components/table/table.tsx'
import { minimumRule } from './begin-reflection.ts'
import type { Choice } from './queries.ts'
import type { ReflectionSheet } from './sheet.ts'

/** The rule as a lawyer cites it, or that there is none. What nobody has confirmed is said to be so. */
export function RuleLine({ t, rule }: { t: Translate; rule: Rule | null }) {
  if (!rule) return <p>{t('reflection.no-rule')}</p>
  const weak = rule.status === 'unverified' || rule.fromStatus === 'unverified'
  return (
    <p class="soft">
      {rule.title[t.language]} ({rule.cite.act}, {rule.cite.article}). {weak && t('reflection.rule-unverified')}
    </p>
  )
}

export function ClockPart({ ctx, sheet }: { ctx: Ctx; sheet: ReflectionSheet }) {
  const { visit, period, clock } = sheet
  if (!period || !clock) return null
  const { t } = visit
  const { timeZone } = ctx.house.country
  const day = (text: string) => t.day(middleOf(timeZone, text))
  const over = period.status !== 'running'
  const least = addDays(period.startedOn, clock.least)
  const counted = t('reflection.counted', { gone: clock.gone, left: over ? 0 : clock.left, all: clock.days })
  const rows = [
    { label: t('reflection.first-day'), value: day(period.startedOn) },
    { label: t('reflection.last-day'), value: day(period.lastOn) },
    { label: t('reflection.not-removed-before'), value: day(notBefore({ lastOn: period.lastOn })) },
    { label: t('reflection.days'), value: counted },
    { label: t('reflection.least'), value: t(`reflection.least-${period.basis}`, { count: clock.least }) },
    {
      label: t('reflection.reminders'),
      value: clock.reminders.map(({ on }) => day(on)).join(', '),
    },
    ...(period.endedAt ? [{ label: t('reflection.ended'), value: t.instant(new Date(period.endedAt)) }] : []),
  ]
  return (
    <section aria-label={t('reflection.clock')}>
      <DayClock
        title={t('reflection.clock')}
        description={counted}
        days={clock.days}
        gone={over ? clock.days : clock.gone}
        over={over}
        marks={[
          { after: clock.least, kind: 'least', label: t('reflection.mark-least', { day: day(least) }) },
          ...clock.reminders.map(({ on }) => ({
            after: daysBetween(period.startedOn, on),
            kind: 'reminder' as const,
            label: t('reflection.mark-reminder', { day: day(on) }),
          })),
        ]}
        labels={{
          gone: t('reflection.key-gone'),
          left: t('reflection.key-left'),
          least: t('reflection.key-least'),
          reminder: t('reflection.key-reminder'),
        }}
      />
      <SummaryList rows={rows} />
      <RuleLine t={t} rule={period.basis === 'law' ? minimumRule(ctx, period.startedOn) : null} />
    </section>
  )
}

/** What the period changes while it runs, and what it does not. */
export function Follows({ sheet: { visit, period, mayInterview } }: { sheet: ReflectionSheet }) {
  const { t } = visit
  const running = period?.status === 'running'
  return (
    <>
      <h2>{t('reflection.follows')}</h2>
      <ul>
        {running && <li>{t(mayInterview ? 'reflection.interview-may' : 'reflection.interview-not')}</li>}
        {running && <li>{t('reflection.no-removal')}</li>}
        <li>{t('reflection.help-does-not-depend')}</li>
      </ul>
    </>
  )
}

export function Choices({ sheet, form }: { sheet: ReflectionSheet; form: FormView }) {
  const { visit, choices, hears, period, follows } = sheet
  const { t, href, token } = visit
  if (!follows && choices.length === 0) return null
  return (
    <>
      <h2 id="choices">{t('reflection.choices')}</h2>
      <Table<Choice>
        caption={t('reflection.choices')}
        captionUnseen
        rows={choices}
        rowId={row => row.id}
        empty={t('reflection.choices-none')}
        columns={[
          {
            key: 'said',
            label: t('reflection.said'),
            cell: row => t.coded('reflection.decision', row.decision),
            head: true,
          },
          { key: 'at', label: t('reflection.heard-at'), cell: row => t.instant(new Date(row.heardAt)) },
          { key: 'by', label: t('reflection.heard-by'), cell: row => row.heardBy },
        ]}
      />
      {hears && period && (
        <Form action={href(`/cases/${sheet.caseId}/reflection/choice`)} hidden={{ _form: token }}>
          <Radios
            name="decision"
            label={t('reflection.decision-question')}
            hint={t('reflection.decision-hint')}
            error={form.error('decision')}
            value={form.value('decision')}
            options={DECISIONS.map(each => ({ value: each, label: t(`reflection.decision-${each}`) }))}
          />
          <Buttons>
            <Button kind="plain" label={t('reflection.decision-save')} />
          </Buttons>
        </Form>
      )}
    </>
  )
}
