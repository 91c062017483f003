import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { AGENCY } from './agency-page.tsx'
import { DeviceTag } from './device-table.tsx'
import { OWN } from './own-page.tsx'
import { readDevice } from './queries.ts'
import { type DeviceOut, WITH_DEVICES } from './record.ts'

function Facts({ visit: { t }, device }: { visit: Visit; device: DeviceOut }) {
  const at = (instant: string | null) => (instant ? t.instant(new Date(instant)) : undefined)
  const ended = device.state === 'to-wipe' || device.state === 'wiped'
  return (
    <SummaryList
      rows={[
        { label: t('devices.owner'), value: device.name },
        { label: t('devices.enrolled'), value: at(device.enrolledAt) },
        { label: t('devices.seen'), value: at(device.lastSeenAt) },
        ...(device.revokedAt ? [{ label: t('devices.ended'), value: at(device.revokedAt) }] : []),
        ...(ended ? [{ label: t('devices.wiped'), value: at(device.wipedAt) ?? t('devices.not-wiped-yet') }] : []),
      ]}
    />
  )
}

function EndForm({ visit, device }: { visit: Visit; device: DeviceOut }) {
  const { t, href, token } = visit
  return (
    <Details summary={t('devices.end')}>
      <Form action={href(`/devices/${device.id}/revoke`)} hidden={{ _form: token }}>
        <p>{t('devices.end-at-once')}</p>
        <p>
          <strong>{t('devices.end-loses')}</strong>
        </p>
        <Buttons>
          <Button kind="danger" label={t('devices.end')} />
        </Buttons>
      </Form>
    </Details>
  )
}

/** What follows for somebody who looks for a phone that is gone. */
function WhatNow({ visit: { t }, device: { state, revokedAt } }: { visit: Visit; device: DeviceOut }) {
  if (state === 'silent') return <p>{t('devices.silent-means')}</p>
  if (state !== 'to-wipe') return null
  return <p>{revokedAt ? t('devices.to-wipe-means') : t('devices.owner-gone-means')}</p>
}

export const devicePage: Page = {
  path: '/devices/:deviceId',
  access: WITH_DEVICES,
  async show(ctx, visit) {
    const { t, href, params } = visit
    const deviceId = params.deviceId ?? ''
    const read = isId(deviceId) ? await readDevice(ctx, deviceId) : refuse('device.not-found')
    if (!read.ok) return read
    const device = read.value
    const form = formView(visit)
    const list =
      ctx.actor.role === 'administrator'
        ? { href: href(AGENCY), label: t('devices.title') }
        : { href: href(OWN), label: t('devices.own-title') }
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={device.label}
          crumbs={[list]}
          crumbsLabel={t('shell.you-are-here')}
          tag={<DeviceTag visit={visit} state={device.state} />}
        />
        <WhatNow visit={visit} device={device} />
        <Facts visit={visit} device={device} />
        {!device.revokedAt && !device.wipedAt && <EndForm visit={visit} device={device} />}
      </>
    )
    return ok({ title: device.label, body })
  },
}
