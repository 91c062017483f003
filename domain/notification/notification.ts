import { type Day, dayIn } from '#domain/shared/dates.ts'

/** The coded facts that a notification may hold. None of them is a name, an address, a code name or a shelter. */
export const NOTIFICATION_FIELDS = ['turned-on', 'region', 'exploitation', 'age-group', 'persons'] as const
export type NotificationField = (typeof NOTIFICATION_FIELDS)[number]

/** What stays out of a notification that names nobody, and is shown as staying out. */
export const WITHHELD = ['name', 'contact', 'code-name', 'shelter', 'story'] as const

export const EXPLOITATION = ['labour', 'sexual', 'begging', 'criminal-activity', 'other'] as const
export type Exploitation = (typeof EXPLOITATION)[number]

/** How the person was told before anything was sent. */
export const TOLD_HOW = ['spoken', 'interpreter', 'written'] as const

export type NotificationState = 'not-due' | 'due' | 'told-person' | 'sent' | 'with-identity'

type Steps = { told: boolean; sent: boolean; identity: boolean }

/** Where a case stands with the duty; what has been sent stays sent, also where the duty has ended since. */
export function notificationState(owed: boolean, { told, sent, identity }: Steps): NotificationState {
  if (sent) return identity ? 'with-identity' : 'sent'
  if (!owed) return 'not-due'
  return told ? 'told-person' : 'due'
}

/** True where the agency that leads the case owes the notification: its kind is named, and the rule was in force on that day. */
export const owesNotification = (duty: { of: readonly string[] }, leadKind: string, ruleInForce: boolean): boolean =>
  ruleInForce && duty.of.includes(leadKind)

export type NotifiedCase = { openedAt: Date; region: string; ageGroup: string }
export type Facts = {
  turnedOn: Day | null
  region: string | null
  exploitation: Exploitation | null
  ageGroup: string | null
  persons: number | null
}

/** Exactly what goes out: of the fields that the country asks for, what is known. Everything else is null. */
export function factsOf(
  fields: readonly NotificationField[],
  known: NotifiedCase,
  told: { exploitation: Exploitation | null; persons: number },
  timeZone: string,
): Facts {
  const asked = <T>(field: NotificationField, value: T): T | null => (fields.includes(field) ? value : null)
  return {
    turnedOn: asked('turned-on', dayIn(timeZone, known.openedAt)),
    region: asked('region', known.region),
    exploitation: asked('exploitation', told.exploitation),
    ageGroup: asked('age-group', known.ageGroup),
    persons: asked('persons', told.persons),
  }
}

/** A number that a letter can be filed under and that tells nothing but its year. @param chance hexadecimal digits, at least 12. */
export function notificationNumber(year: string, chance: string): string {
  const digits = chance.toUpperCase().slice(-12)
  return [year, digits.slice(0, 4), digits.slice(4, 8), digits.slice(8)].join('-')
}
