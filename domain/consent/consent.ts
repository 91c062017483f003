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
}

export const depthReaches = (held: Depth, asked: Depth): boolean => DEPTHS.indexOf(held) >= DEPTHS.indexOf(asked)

/** A consent counts while it was given, is not withdrawn, and its time runs: [validFrom, validUntil). */
export function valid(consent: Consent, now: Date): boolean {
  const withdrawn = consent.withdrawnAt !== null && consent.withdrawnAt <= now
  return consent.agreed && !withdrawn && consent.validFrom <= now && now < consent.validUntil
}

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
      valid(each, now) &&
      each.depth !== 'existence',
  )
  return fitting.sort((a, b) => DEPTHS.indexOf(b.depth) - DEPTHS.indexOf(a.depth) || (a.id < b.id ? 1 : -1))[0] ?? null
}

/** A service asks for the purpose that covers it: a report to the police is its own question, everything else is help. */
export const purposeOf = (service: string): Purpose => (service === 'police-report' ? 'police-report' : 'referral')
