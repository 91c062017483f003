import { nextReminderOn } from '#domain/commitments/reminders.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { dayText } from './page-words.tsx'
import { agencyNameOf, today } from './queries.ts'
import type { MeasureOut } from './record.ts'

/** Who is reminded of a measure next, and when; nothing where it has ended. */
export async function reminderLine(ctx: Ctx, { t, href }: Visit, measure: MeasureOut) {
  const day = nextReminderOn(measure, today(ctx))
  if (day === null) return null
  const { mailer } = ctx.house
  if (!mailer) return <p>{t('reminders.not-set-up')}</p>
  return (
    <>
      <p>{t('reminders.next', { agency: await agencyNameOf(ctx, measure.agencyId), day: dayText(t, day) })}</p>
      {mailer.kept && (
        <p>
          <a href={href('/demo/mails')}>{t('reminders.kept')}</a>
        </p>
      )}
    </>
  )
}
