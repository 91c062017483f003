import type { z } from 'zod'
import type { Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { makeInvitationLink } from './invite.ts'
import type { MakeLink } from './record.ts'

export type ShownLink = { userId: string; token: string; validHours: number; origin: string }

/** The link needs the address that colleagues know this program by, not the one that this request came to. */
export async function makeShownLink(ctx: Ctx, input: z.output<typeof MakeLink>): Promise<Result<ShownLink>> {
  const made = await makeInvitationLink(ctx, input)
  return made.ok
    ? { ok: true, value: { ...made.value, userId: input.userId, origin: ctx.house.settings.origin } }
    : made
}

export function linkScreen({ userId, token, validHours, origin }: ShownLink, { t, href }: Visit): Screen {
  const title = t('agencies.link-title')
  const address = `${origin}${href(`/set-up/${token}`)}`
  const body = (
    <>
      <Confirmation title={title} reference={{ label: t('agencies.link-address'), value: address }}>
        <p>
          <strong>{t('agencies.link-lead')}</strong> {t('agencies.link-valid', { hours: validHours })}
        </p>
      </Confirmation>
      <h2>{t('agencies.link-safely')}</h2>
      <ul>
        <li>{t('agencies.link-safely-1')}</li>
        <li>{t('agencies.link-safely-2')}</li>
        <li>{t('agencies.link-safely-3')}</li>
      </ul>
      <p>
        <a href={href(`/staff/${userId}`)}>{t('agencies.link-back')}</a>
      </p>
    </>
  )
  return { title, body }
}
