import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import type { PlanOut } from './answers.ts'
import { dayOf, ownPlan, planPath } from './own-plan-page.tsx'

/**
 * A sheet for the person, in the language that the page is read in. Whoever finds it reads a list of errands: no name, no agency, no
 * word of what the help is about. Her own words stand on it only where she wants them there.
 */
export const printPage: Page = {
  path: '/cases/:caseId/plan/print',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const own = await ownPlan(ctx, visit)
    if (!own.ok) return own
    const { t, href, query } = visit
    const { caseId } = own.value
    const withWords = query.words === 'yes'
    const to = (rest: string) => href(planPath(caseId, rest))
    const body = (
      <div class="sheet">
        <h1>{t('services.sheet-title')}</h1>
        {withWords && <Wanted visit={visit} plan={own.value} />}
        <Errands visit={visit} plan={own.value} />
        <div class="buttons">
          <p>{t('services.sheet-hint')}</p>
        </div>
        <Buttons>
          <Button
            kind="plain"
            href={to(withWords ? '/print' : '/print?words=yes')}
            label={t(withWords ? 'services.sheet-without-words' : 'services.sheet-with-words')}
          />
          <Button kind="plain" href={to('')} label={t('shell.back')} />
        </Buttons>
      </div>
    )
    return ok({ title: t('services.sheet-title'), body })
  },
}

function Wanted({ visit: { t }, plan }: { visit: Visit; plan: PlanOut }) {
  const hers = plan.goals.filter(goal => goal.voice === 'person' && goal.status === 'open')
  if (hers.length === 0) return null
  return (
    <>
      <h2>{t('services.sheet-wishes')}</h2>
      <ol>
        {hers.map(goal => (
          <li key={goal.id}>
            <GivenBlock text={goal.text} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Errands({ visit: { t }, plan }: { visit: Visit; plan: PlanOut }) {
  const ahead = plan.services.filter(each => each.status !== 'done' && each.status !== 'ended')
  return (
    <>
      <h2>{t('services.sheet-steps')}</h2>
      {ahead.length === 0 && <p class="empty">{t('services.sheet-none')}</p>}
      <ul>
        {ahead.map(each => {
          const day = dayOf(t, each.fromOn)
          const errand = t.coded('services.sheet', each.service)
          return <li key={each.id}>{day ? t('services.sheet-from', { errand, day }) : errand}</li>
        })}
      </ul>
    </>
  )
}
