import { ok, refuse } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { filled } from './page-words.ts'
import { listStaff, readAgency } from './queries.ts'
import { ListStaff } from './record.ts'
import { StaffTable } from './staff-table.tsx'

export const staffPage: Page = {
  path: '/staff',
  access: 'signed-in',
  nav: { heading: 'partnership', word: 'agencies.staff-nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const filter = ListStaff.safeParse(filled(query))
    if (!filter.success) return refuse('staff.not-found')
    const { agencyId } = filter.data
    const agency = agencyId ? await readAgency(ctx, agencyId) : null
    if (agency && !agency.ok) return agency
    const { items, next } = await listStaff(ctx, filter.data)
    const manages = ctx.actor.role === 'administrator'
    const title = agency ? t('agencies.staff-of', { name: agency.value.name }) : t('agencies.staff-title')
    const invite = `${href('/staff/new')}${agencyId ? `?agencyId=${agencyId}` : ''}`
    const body = (
      <>
        <Headline
          title={title}
          lead={manages ? t('agencies.staff-lead-all') : t('agencies.staff-lead-own')}
          actions={manages && <Button href={invite} label={t('agencies.invite')} />}
        />
        <StaffTable
          visit={visit}
          caption={title}
          captionUnseen
          rows={items}
          links={manages}
          agencies={manages}
          next={next}
        />
      </>
    )
    return ok({ title, body })
  },
}
