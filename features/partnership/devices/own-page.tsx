import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { CodeForm } from './code-form.tsx'
import { DeviceTable, pagingOf } from './device-table.tsx'
import { listDevices } from './queries.ts'
import { CARRIERS, ListDevices } from './record.ts'

export const OWN = '/devices'

export const ownDevicesPage: Page = {
  path: OWN,
  access: CARRIERS,
  nav: { heading: 'own', word: 'devices.own-title' },
  async show(ctx, visit) {
    const { t, query } = visit
    const asked = ListDevices.safeParse({ ...query, userId: ctx.actor.userId })
    if (!asked.success) return refuse('device.not-found')
    const { items, next } = await listDevices(ctx, asked.data)
    const form = formView(visit)
    const title = t('devices.own-title')
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline title={title} lead={t('devices.own-lead')} />
        <DeviceTable visit={visit} caption={title} rows={items} paging={pagingOf(visit, OWN, next)} />
        <CodeForm visit={visit} form={form} path={OWN} />
      </>
    )
    return ok({ title, body })
  },
}
