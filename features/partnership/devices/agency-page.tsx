import { ok, refuse } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { DeviceTable, pagingOf } from './device-table.tsx'
import { listDevices } from './queries.ts'
import { ADMINISTRATOR, ListDevices } from './record.ts'

export const AGENCY = '/agency-devices'

export const agencyDevicesPage: Page = {
  path: AGENCY,
  access: ADMINISTRATOR,
  nav: { heading: 'partnership', word: 'devices.title' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const asked = ListDevices.safeParse(query)
    if (!asked.success) return refuse('device.not-found')
    const { items, next } = await listDevices(ctx, asked.data)
    const title = t('devices.title')
    const paging = pagingOf(visit, AGENCY, next)
    const body = (
      <>
        <Headline title={title} lead={t('devices.lead')} />
        <DeviceTable visit={visit} caption={title} rows={items} named paging={paging} />
        <p>
          {t('devices.for-whom')}{' '}
          <a href={`${href('/staff')}?agencyId=${ctx.actor.agencyId}`}>{t('devices.to-colleagues')}</a>
        </p>
      </>
    )
    return ok({ title, body })
  },
}
