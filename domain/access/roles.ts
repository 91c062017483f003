export const ROLES = [
  'officer',
  'hotline-operator',
  'shift-lead',
  'case-worker',
  'shelter-manager',
  'service-provider',
  'investigator',
  'prosecutor',
  'coordinator',
  'instrument-editor',
  'focal-point',
  'analyst',
  'administrator',
] as const

export type Role = (typeof ROLES)[number]

/** Who opens and leads cases. aman.works_cases() in server/db/migrations names the same. */
export const CASE_LEADERS = [
  'officer',
  'hotline-operator',
  'shift-lead',
  'case-worker',
] as const satisfies readonly Role[]

/** Who may see a case at all, where a grant says so. */
export const CASE_READERS = [
  ...CASE_LEADERS,
  'shelter-manager',
  'service-provider',
  'investigator',
  'prosecutor',
  'focal-point',
] as const satisfies readonly Role[]

/** Who receives what an NGO owes the police. aman.receives_notifications() in server/db/migrations names the same two. */
export const NOTIFIED_ROLES = ['investigator', 'prosecutor'] as const satisfies readonly Role[]
