export const CHANNELS = ['phone', 'chat', 'messenger', 'email', 'letter', 'walk-in', 'tip'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a contact turned out to be. All but the first are counted, and nothing is told of them. */
export const CONTACT_KINDS = ['contact', 'silent', 'prank', 'abusive', 'wrong-number'] as const
export type ContactKind = (typeof CONTACT_KINDS)[number]
export const COUNTED_KINDS = ['silent', 'prank', 'abusive', 'wrong-number'] as const satisfies readonly ContactKind[]

export const SPEAKERS = ['self', 'relative', 'friend', 'official', 'employer', 'other'] as const
export type Speaker = (typeof SPEAKERS)[number]

/** By the categories that hotlines of the field count by; the last is for what none of them names. */
export const TOPICS = [
  'labour-exploitation',
  'sexual-exploitation',
  'forced-begging',
  'forced-criminality',
  'child',
  'documents-taken',
  'unpaid-wages',
  'job-offer-check',
  'safe-migration',
  'missing-person',
  'stranded',
  'forced-marriage',
  'violence-at-home',
  'other',
] as const
export type Topic = (typeof TOPICS)[number]

/** Lightest first. `danger`: to life or limb, now. */
export const RISKS = ['none', 'concern', 'urgent', 'danger'] as const
export type Risk = (typeof RISKS)[number]

export const SAFE_CONTACT = ['no', 'with-care', 'yes', 'not-asked'] as const
export type SafeContact = (typeof SAFE_CONTACT)[number]
export const SAFE_WHEN = ['any-time', 'morning', 'day', 'evening', 'only-as-agreed'] as const
export type SafeWhen = (typeof SAFE_WHEN)[number]
export const SAFE_HOW = ['call', 'message', 'through-other'] as const
export type SafeHow = (typeof SAFE_HOW)[number]
/** What may be said to whoever answers, least first. */
export const MAY_SAY = ['nothing', 'cover', 'first-name', 'who-we-are'] as const
export type MaySay = (typeof MAY_SAY)[number]

export const OUTCOMES = [
  'information-given',
  'call-back-agreed',
  'referred',
  'case-opened',
  'passed-to-police',
  'passed-to-emergency',
  'caller-ended',
  'none',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What the police, a prosecutor or a court said later of what was passed on. */
export const CONFIRMED = ['confirmed', 'not-confirmed'] as const
export type Confirmed = (typeof CONFIRMED)[number]
export const CONFIRMED_SOURCES = ['police', 'prosecutor', 'court', 'other'] as const
export type ConfirmedSource = (typeof CONFIRMED_SOURCES)[number]

export const ATTEMPTS = ['no-answer', 'wrong-person', 'spoke'] as const
export type Attempt = (typeof ATTEMPTS)[number]
