export const RISKS = ['high', 'medium', 'low', 'not-assessed'] as const
export const MAY_CONTACT = ['no', 'with-care', 'yes', 'not-asked'] as const
export const AGE_GROUPS = ['adult', 'child', 'uncertain'] as const
export type AgeGroup = (typeof AGE_GROUPS)[number]

/** Who is protected as a child: an uncertain age counts as one until it is settled (Palermo Protocol 3(d); law 110-VIII art. 21(2)). */
export const protectedAsChild = (age: AgeGroup): boolean => age !== 'adult'

/** How a case began, for the count of found people by channel. */
export const OPENED_FROM = ['screening', 'hotline', 'walk-in', 'tip', 'partner'] as const
