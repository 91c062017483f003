import type { ServiceStatus } from '#domain/services/service.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import type { TimelineEvent } from '#web/components/timeline/timeline.tsx'
import { TimelinePicture } from '#web/components/timeline/timeline-picture.tsx'
import type { ServiceOut } from './answers.ts'
import { dayOf, planPath } from './own-plan-page.tsx'
import type { Sheet } from './plan-page.tsx'

const TONES: Record<ServiceStatus, Tone> = {
  planned: 'late',
  asked: 'wait',
  running: 'plain',
  done: 'well',
  ended: 'soft',
}

export function ServiceTag({ t, service }: { t: Translate; service: ServiceOut }) {
  return <StatusTag tone={TONES[service.status]} text={t.coded('services.service-status', service.status)} />
}

export function Services({ sheet }: { sheet: Sheet }) {
  const { visit, plan, mayPlan } = sheet
  const { t, href } = visit
  return (
    <section aria-labelledby="services">
      <h2 id="services">{t('services.services')}</h2>
      <Bars sheet={sheet} />
      <Table
        caption={t('services.services')}
        captionUnseen
        columns={columns(sheet)}
        rows={plan.services}
        rowId={row => row.id}
        empty={t(plan.whole ? 'services.none-planned' : 'services.none-own')}
      />
      {mayPlan && (
        <Buttons>
          <Button kind="plain" href={href(planPath(plan.caseId, '/services/new'))} label={t('services.add-service')} />
        </Buttons>
      )}
    </section>
  )
}

function columns({ visit: { t, href }, plan }: Sheet): Column<ServiceOut>[] {
  const none = <span class="soft">{t('shell.nothing')}</span>
  return [
    {
      key: 'service',
      label: t('services.service'),
      head: true,
      cell: row => (
        <a href={href(planPath(plan.caseId, `/services/${row.id}`))}>{t.coded('referrals.service', row.service)}</a>
      ),
    },
    { key: 'provider', label: t('services.provider'), cell: row => row.providerName ?? none },
    { key: 'from', label: t('services.from'), cell: row => dayOf(t, row.fromOn) ?? none },
    { key: 'until', label: t('services.until'), cell: row => dayOf(t, row.untilOn) ?? none },
    { key: 'status', label: t('services.status'), cell: row => <ServiceTag t={t} service={row} /> },
  ]
}

/** The day at noon stands for the whole of it, in every time zone that this program serves. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

/** One lane a service, time from left to right; the table below says the same in words. */
function Bars({ sheet: { visit, plan, now } }: { sheet: Sheet }) {
  const { t } = visit
  const dated = plan.services.filter(each => each.fromOn !== null)
  if (dated.length === 0) return null
  const events = dated.map((each): TimelineEvent => {
    const at = noon(each.fromOn ?? '')
    const until = each.untilOn ? noon(each.untilOn) : now
    return {
      id: each.id,
      lane: each.id,
      at,
      until: until > at ? until : undefined,
      when: t.day(at),
      text: '',
      tone: TONES[each.status],
    }
  })
  return (
    <TimelinePicture
      title={t('services.bars')}
      description={t('services.bars-about', { count: dated.length })}
      lanes={dated.map(each => ({ key: each.id, label: t.coded('referrals.service', each.service) }))}
      events={events}
      dayLabel={at => t.day(at)}
      empty=""
    />
  )
}
