import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { AGENCY } from './agency-page.tsx'
import { CodeForm } from './code-form.tsx'
import { DeviceTable, pagingOf } from './device-table.tsx'
import { listDevices, readCarrier } from './queries.ts'
import { ADMINISTRATOR, ListDevices } from './record.ts'

/** The devices of one colleague, and a code for another one: it is the administrator's page. */
export const colleagueDevicesPage: Page = {
  path: '/staff/:userId/devices',
  access: ADMINISTRATOR,
  async show(ctx, visit) {
    const { t, href, query, params } = visit
    const userId = params.userId ?? ''
    const asked = ListDevices.safeParse({ ...query, userId })
    if (!asked.success || !isId(userId)) return refuse('staff.not-found')
    const carrier = await readCarrier(ctx, userId)
    if (!carrier.ok) return carrier
    const { items, next } = await listDevices(ctx, asked.data)
    const form = formView(visit)
    const path = `/staff/${userId}/devices`
    const title = t('devices.of', { name: carrier.value.name })
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[{ href: href(AGENCY), label: t('devices.title') }]}
          crumbsLabel={t('shell.you-are-here')}
        />
        <DeviceTable visit={visit} caption={title} rows={items} paging={pagingOf(visit, path, next)} />
        {carrier.value.carries ? (
          <CodeForm visit={visit} form={form} path={path} />
        ) : (
          <p>{t('devices.carries-none')}</p>
        )}
      </>
    )
    return ok({ title, body })
  },
}
