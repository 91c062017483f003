import type { NotificationField } from '#domain/notification/notification.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { SummaryRow } from '#web/components/summary-list/summary-list.tsx'
import type { FactsOut } from './record.ts'

/** Each field that the country asks for, with what goes out in it: the same rows before it is sent and on the letter. */
export function factRows(t: Translate, { country }: House, goesOut: FactsOut): SummaryRow[] {
  const asked = country.notification?.fields ?? []
  const values: Record<NotificationField, string | null> = {
    'turned-on': goesOut.turnedOn && t.day(new Date(`${goesOut.turnedOn}T12:00:00Z`)),
    region: goesOut.region && (country.regions.find(each => each.id === goesOut.region)?.name[t.language] ?? null),
    exploitation: goesOut.exploitation && t.coded('notification.exploitation', goesOut.exploitation),
    'age-group': goesOut.ageGroup && t.coded('cases.age-group', goesOut.ageGroup),
    persons: goesOut.persons === null ? null : String(goesOut.persons),
  }
  return asked.map(field => ({
    label: t(`notification.field-${field}`),
    value: values[field] ?? t('notification.not-stated'),
  }))
}
