export const PURPOSES = [
  'assistance',
  'referral',
  'police-report',
  'cross-border-transfer',
  'statistics',
  'research',
] as const
export type Purpose = (typeof PURPOSES)[number]

export const DEPTHS = ['existence', 'coded', 'identity', 'full'] as const
export type Depth = (typeof DEPTHS)[number]

export const GIVEN_BY = ['self', 'guardian', 'representative'] as const
export type GivenBy = (typeof GIVEN_BY)[number]
export const HOW = ['spoken', 'written', 'thumb', 'video'] as const

/** What was explained before the person answered (WHO 2003, recommendation 6: content, purpose, use, the right not to answer, to stop). */
export const EXPLAINED = [
  'what-is-shared',
  'with-whom',
  'why',
  'may-refuse',
  'may-withdraw',
  'help-does-not-depend',
] as const

export type Consent = {
  id: string
  purpose: Purpose
  recipientAgencyId: string | null
  depth: Depth
  agreed: boolean
  validFrom: Date
  validUntil: Date
  withdrawnAt: Date | null
  /** When a newer answer to the same question was recorded. */
  supersededAt: Date | null
  /** What a child said for itself: heard, and no permission. */
  ownView: boolean
  /** The record says what this instance signed when it was made. */
  genuine: boolean
}

export const depthReaches = (held: Depth, asked: Depth): boolean => DEPTHS.indexOf(held) >= DEPTHS.indexOf(asked)

export type ConsentState = 'altered' | 'not-agreed' | 'withdrawn' | 'superseded' | 'not-yet' | 'ended' | 'agreed'

/**
 * How an answer stands at a moment. What was altered behind the program holds nothing, whatever else it says; an agreement counts
 * until it is taken back, followed by a newer answer, or over: [validFrom, validUntil).
 */
export function consentStateAt(
  consent: Pick<Consent, 'agreed' | 'validFrom' | 'validUntil' | 'withdrawnAt' | 'supersededAt' | 'genuine'>,
  now: Date,
): ConsentState {
  const { withdrawnAt, supersededAt } = consent
  if (!consent.genuine) return 'altered'
  if (withdrawnAt !== null && withdrawnAt <= now) return 'withdrawn'
  if (supersededAt !== null && supersededAt <= now) return 'superseded'
  if (!consent.agreed) return 'not-agreed'
  if (now < consent.validFrom) return 'not-yet'
  return now < consent.validUntil ? 'agreed' : 'ended'
}

export const valid = (consent: Consent, now: Date): boolean => consentStateAt(consent, now) === 'agreed'

/** Whether it lets anything out: a child's own view is heard and permits nothing by itself. */
export const permits = (consent: Consent, now: Date): boolean => valid(consent, now) && !consent.ownView

/** The consent that permits a referral to one agency: the deepest valid one that names it, the newest among equals. */
export function consentFor(
  consents: readonly Consent[],
  recipientAgencyId: string,
  purpose: Purpose,
  now: Date,
): Consent | null {
  const fitting = consents.filter(
    each =>
      each.purpose === purpose &&
      each.recipientAgencyId === recipientAgencyId &&
      permits(each, now) &&
      each.depth !== 'existence',
  )
  return fitting.sort((a, b) => DEPTHS.indexOf(b.depth) - DEPTHS.indexOf(a.depth) || (a.id < b.id ? 1 : -1))[0] ?? null
}

/** A service asks for the purpose that covers it: a report to the police is its own question, everything else is help. */
export const purposeOf = (service: string): Purpose => (service === 'police-report' ? 'police-report' : 'referral')
