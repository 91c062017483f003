import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { Notification } from '#web/components/notification/notification.tsx'

export type OpenEmergency = { id: string; agency: string; openedAt: Date; until: Date }

/** Openings in an emergency that run or that nobody has judged yet. The policy shows them to who leads the case; who opened it has a line over every page. */
export async function emergenciesOn(ctx: Ctx, caseId: string): Promise<OpenEmergency[]> {
  const { rows } = await sql<OpenEmergency>`
    select b.id, a.name as agency, b.opened_at as "openedAt", coalesce(b.ended_at, b.ends_at) as until
      from aman.break_glass b
      join aman.agency a on a.id = b.agency_id
     where b.case_id = ${caseId} and upper_inf(b.barred) and b.user_id <> ${ctx.actor.userId}
     order by b.id desc
     limit 20`.execute(ctx.tx)
  return rows
}

/** Stands over everything else of the case until somebody has looked at it. */
export function Emergencies({ visit, emergencies, now }: { visit: Visit; emergencies: OpenEmergency[]; now: Date }) {
  const { t, href } = visit
  return emergencies.map(({ id, agency, openedAt, until }) => (
    <Notification
      key={id}
      kind="warn"
      title={t(until > now ? 'cases.emergency-runs' : 'cases.emergency-over', { agency, at: t.instant(openedAt) })}
    >
      <p>
        <a href={href(`/break-glass/${id}`)}>{t('cases.emergency-see')}</a>
      </p>
    </Notification>
  ))
}
