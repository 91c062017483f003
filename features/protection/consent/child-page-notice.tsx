import { protectedAsChild } from '#domain/cases/case.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import { Notification } from '#web/components/notification/notification.tsx'
import type { AskedCase } from './asked-case.ts'

/** The rule that is in force today, or null; the words and the law never come from code. */
export function ruleToday(ctx: Ctx, ruleId: string): Rule | null {
  const { country, knowledge } = ctx.house
  return firstInForce(knowledge.lawsOf(country), ruleId, dayIn(country.timeZone, ctx.now))
}

/** A child's referral rests on the law; the child's own view is asked all the same, and weighs. */
export function ChildNotice({ ctx, t, found }: { ctx: Ctx; t: Translate; found: AskedCase }) {
  if (!protectedAsChild(found.ageGroup)) return null
  return (
    <Notification kind="info" title={t('consent.child-title')}>
      <p>{t('consent.child-lead')}</p>
      {found.guardianUnsafe && <p>{t('consent.guardian-marked')}</p>}
      <RuleCited t={t} rule={ruleToday(ctx, 'child-referral-basis')} />
    </Notification>
  )
}

export function RuleCited({ t, rule }: { t: Translate; rule: Rule | null }) {
  if (!rule) return null
  return (
    <p class="soft">
      {rule.title[t.language]} ({rule.cite.act}, {rule.cite.article})
      {rule.status === 'unverified' && `. ${t('consent.rule-unverified')}`}
    </p>
  )
}
