import type { Role } from '#domain/access/roles.ts'
import { type Depth, depthReaches } from '#domain/consent/consent.ts'

/** The institutions that meet a person during a period. Which one a colleague stands for follows from the role. */
export const INSTITUTIONS = ['border', 'police', 'shelter', 'case-work', 'consulate', 'service', 'none'] as const
export type Institution = (typeof INSTITUTIONS)[number]

/** `clock`: its days and how it ended. `choice`: what she decided. `certificate`: the number and the paper. */
export const SIGHT_PARTS = ['clock', 'choice', 'certificate'] as const
export type SightPart = (typeof SIGHT_PARTS)[number]

/** `always`: with a grant of depth coded or deeper. `told`: only what she let them know, on a consent that names them. */
type Sight = 'always' | 'told' | 'never'

export const INSTITUTION_OF: Record<Role, Institution> = {
  officer: 'border',
  'hotline-operator': 'case-work',
  'shift-lead': 'case-work',
  'case-worker': 'case-work',
  'shelter-manager': 'shelter',
  'service-provider': 'service',
  investigator: 'police',
  prosecutor: 'police',
  'focal-point': 'consulate',
  coordinator: 'none',
  'instrument-editor': 'none',
  analyst: 'none',
  administrator: 'none',
}

/** Everybody, signed in or not, may check a certificate by its number; that needs no line here and opens nothing of the case. */
const SIGHT: Record<Institution, Record<SightPart, Sight>> = {
  border: { clock: 'never', choice: 'never', certificate: 'never' },
  police: { clock: 'told', choice: 'told', certificate: 'never' },
  shelter: { clock: 'always', choice: 'always', certificate: 'always' },
  'case-work': { clock: 'always', choice: 'always', certificate: 'always' },
  consulate: { clock: 'told', choice: 'told', certificate: 'never' },
  service: { clock: 'told', choice: 'told', certificate: 'never' },
  none: { clock: 'never', choice: 'never', certificate: 'never' },
}

/**
 * The parts of a period that an institution sees through a grant of some depth. The policies in
 * server/db/migrations/0011-reflection.sql say the same; a test compares them role by role.
 * @param held the depth of the grant that is valid now; null without one.
 * @param told the parts that she let this agency know, on a consent that stands.
 */
export function reflectionSeenBy(
  institution: Institution,
  held: Depth | null,
  told: readonly SightPart[],
): SightPart[] {
  if (held === null || !depthReaches(held, 'coded')) return []
  const sight = SIGHT[institution]
  return SIGHT_PARTS.filter(part => sight[part] === 'always' || (sight[part] === 'told' && told.includes(part)))
}
