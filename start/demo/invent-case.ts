import type { KeyObject } from 'node:crypto'
import { codeName } from '#domain/cases/code-name.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import { identityPlace, narrativePlace } from '#features/protection/cases/queries.ts'
import type { Depth } from '#server/db/tables.ts'
import { dataKeyPlace } from '#server/keys/data-keys.ts'
import type { AgencyKey } from '#server/keys/keys.ts'
import { newKey, sealKey, sealText } from '#server/keys/seal.ts'
import type { Row } from './bulk.ts'
import type { Chance } from './chance.ts'
import { inventPerson, WISHES } from './people.ts'

/** An agency of the demonstration, with the key that its records are sealed with and one colleague who acts. */
export type Actors = {
  agencyId: string
  kind: string
  region: string
  key: AgencyKey
  userId: string
  services: readonly string[]
}

/** How far an invented case has come; every stage of the thread occurs. */
export const STAGES = [
  'opened',
  'consented',
  'drafted',
  'sent',
  'overdue',
  'expired',
  'accepted',
  'declined',
  'withdrawn',
  'completed',
  'closed',
] as const
export type Stage = (typeof STAGES)[number]

export type InventedCase = {
  id: string
  codeName: string
  ageGroup: 'adult' | 'child' | 'uncertain'
  personGroup: 'women' | 'men' | 'families' | 'minors-alone'
  languages: string[]
  stepFree: boolean
  openedAt: Date
  lead: Actors
  keys: Map<Depth, KeyObject>
  rows: { case: Row; grant_of_access: Row[]; data_key: Row[]; case_identity: Row[]; case_narrative: Row[] }
}

const LANGUAGES = ['uz', 'ru', 'kk', 'ky', 'tg'] as const
const CITIZENSHIPS = ['UZ', 'KZ', 'KG', 'TJ', 'RU'] as const

export const idAt = (chance: Chance, at: Date): string => uuidv7(at.getTime(), chance.bytes(10))

/** One data key sealed to one agency, as server/keys/data-keys.ts would store it. */
export function sealedKey(caseId: string, depth: Depth, agency: Actors, key: KeyObject): Row {
  return {
    subject_id: caseId,
    depth,
    agency_id: agency.agencyId,
    sealed: sealKey(agency.key.key, key, dataKeyPlace(caseId, depth, agency.agencyId)),
    key_version: agency.key.version,
  }
}

export function inventCase(
  chance: Chance,
  lead: Actors,
  openedAt: Date,
  { closed, names }: { closed: boolean; names: Set<string> },
): InventedCase {
  const id = idAt(chance, openedAt)
  const keys = new Map<Depth, KeyObject>([
    ['identity', newKey()],
    ['full', newKey()],
  ])
  const ageGroup = chance.often(0.12) ? 'child' : chance.often(0.04) ? 'uncertain' : 'adult'
  const personGroup =
    ageGroup === 'child' ? 'minors-alone' : chance.pick(['women', 'women', 'men', 'men', 'families'] as const)
  const invented = {
    id,
    codeName: freshName(chance, names),
    ageGroup,
    personGroup,
    languages: [chance.pick(LANGUAGES)],
    stepFree: chance.often(0.05),
    openedAt,
    lead,
    keys,
  } as const
  return { ...invented, languages: [...invented.languages], rows: rowsOf(chance, invented, closed) }
}

function freshName(chance: Chance, names: Set<string>): string {
  let name = codeName(chance.bytes(4))
  while (names.has(name)) name = codeName(chance.bytes(4))
  names.add(name)
  return name
}

type Bare = Omit<InventedCase, 'rows' | 'languages'> & { languages: readonly string[] }

function rowsOf(chance: Chance, one: Bare, closed: boolean): InventedCase['rows'] {
  const known = chance.often(0.8)
  return {
    case: caseRow(chance, one, closed),
    grant_of_access: [grantRow(chance, one)],
    data_key: [...one.keys].map(([depth, key]) => sealedKey(one.id, depth, one.lead, key)),
    case_identity: known
      ? [
          {
            case_id: one.id,
            sealed: sealed(one, 'identity', JSON.stringify(inventPerson(chance)), identityPlace(one.id)),
            version: 1,
          },
        ]
      : [],
    case_narrative: [narrativeRow(chance, one)],
  }
}

function sealed(one: Bare, depth: Depth, text: string, at: string): Buffer {
  const key = one.keys.get(depth)
  if (!key) throw new Error('an invented case without keys')
  return sealText(key, text, at)
}

function caseRow(chance: Chance, one: Bare, closed: boolean): Row {
  return {
    id: one.id,
    lead_agency_id: one.lead.agencyId,
    code_name: one.codeName,
    status: closed ? 'closed' : 'open',
    opened_from: chance.pick(['screening', 'hotline', 'walk-in', 'partner']),
    screening_id: null,
    age_group: one.ageGroup,
    person_group: one.personGroup,
    citizenship: chance.pick(CITIZENSHIPS),
    languages: one.languages,
    interpreter: chance.often(0.4),
    step_free: one.stepFree,
    may_contact: chance.pick(['no', 'with-care', 'yes', 'not-asked']),
    risk: chance.pick(['high', 'medium', 'medium', 'low', 'not-assessed']),
    region: one.lead.region,
    opened_by: one.lead.userId,
    opened_at: one.openedAt,
    closed_at: closed ? new Date(one.openedAt.getTime() + 40 * 86_400_000) : null,
    version: 1,
  }
}

function grantRow(chance: Chance, one: Bare): Row {
  return {
    id: idAt(chance, one.openedAt),
    case_id: one.id,
    agency_id: one.lead.agencyId,
    given_by_agency_id: one.lead.agencyId,
    purpose: 'assistance',
    depth: 'full',
    basis: 'lead',
    consent_id: null,
    lawful_basis: null,
    referral_id: null,
    valid: `[${one.openedAt.toISOString()},)`,
    opens_until: null,
    created_at: one.openedAt,
  }
}

function narrativeRow(chance: Chance, one: Bare): Row {
  const id = idAt(chance, one.openedAt)
  return {
    id,
    case_id: one.id,
    kind: 'wish',
    written_by: one.lead.userId,
    agency_id: one.lead.agencyId,
    written_at: one.openedAt,
    sealed: sealed(one, 'full', chance.pick(WISHES), narrativePlace(id)),
  }
}
