export const ROLES = [
  'officer',
  'hotline-operator',
  'case-worker',
  'shelter-manager',
  'service-provider',
  'investigator',
  'prosecutor',
  'coordinator',
  'focal-point',
  'analyst',
  'administrator',
] as const

export type Role = (typeof ROLES)[number]

/** Who opens and leads cases. The policies in server/db/migrations/0002-policies.sql name the same three. */
export const CASE_LEADERS = ['officer', 'hotline-operator', 'case-worker'] as const satisfies readonly Role[]

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
