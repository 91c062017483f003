import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { type CaseView, readCase } from './read-case.ts'

/** The case that an address names. What is no id is answered exactly as an unknown one. */
export function namedCase(visit: Visit): Result<string> {
  const { caseId } = visit.params
  return caseId && isId(caseId) ? ok(caseId) : refuse('case.not-found')
}

export const leads = (ctx: Ctx, found: { leadAgencyId: string }): boolean =>
  found.leadAgencyId === ctx.actor.agencyId && CASE_LEADERS.some(role => role === ctx.actor.role)

/** The case behind a form: of the agency that leads it, for whoever else it does not exist. */
export async function ownCase(ctx: Ctx, visit: Visit): Promise<Result<CaseView>> {
  const named = namedCase(visit)
  if (!named.ok) return named
  const found = await readCase(ctx, named.value)
  if (!found.ok) return found
  return leads(ctx, found.value) ? found : refuse('case.not-lead')
}

/** In place of a form: a closed case is read and no longer changed. */
export function closedScreen({ t, href }: Visit, found: { id: string; codeName: string }): Screen {
  const body = (
    <>
      <Headline title={found.codeName} />
      <Notification kind="info" title={t('cases.closed-title')}>
        <p>{t('cases.closed-lead')}</p>
      </Notification>
      <Buttons>
        <Button href={href(`/cases/${found.id}`)} label={t('cases.to-case')} />
      </Buttons>
    </>
  )
  return { title: found.codeName, body }
}
