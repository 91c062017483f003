import { z } from 'zod'
import { ROLES } from '#domain/access/roles.ts'
import { SERVICES } from '#domain/referral/referral.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import { SCOPES } from '#server/auth/tokens.ts'
import {
  code,
  codes,
  country,
  flag,
  id,
  language,
  page,
  requiredText,
  text,
  version,
  whole,
} from '#server/http/fields.ts'

const agencyFields = {
  kind: z.string().regex(/^[a-z-]{2,40}$/),
  name: requiredText(160),
  region: z.string().regex(/^[A-Z]{2}-[0-9A-Z]{1,3}$/),
  languages: codes(language, 20).default([]),
  services: codes(code(SERVICES), SERVICES.length).default([]),
  groups: codes(code(GROUPS), GROUPS.length).default([]),
  phone: text(40).optional(),
}

export const AddAgency = z.strictObject({ ...agencyFields, country: country.optional() })
export const ChangeAgency = z.strictObject({ agencyId: id, version, ...agencyFields })
export const SetAgencyStatus = z.strictObject({ agencyId: id, version, status: code(['active', 'suspended']) })

export const Invite = z.strictObject({
  agencyId: id,
  role: code(ROLES),
  name: requiredText(120),
  email: z.email().max(200),
})
/** `lostDevice`: the second factor is taken away too, and set up anew at the next sign-in. */
export const MakeLink = z.strictObject({ userId: id, lostDevice: flag.default(false) })

export const ChangeStaff = z.strictObject({
  userId: id,
  version,
  role: code(ROLES),
  status: code(['active', 'suspended']),
})

export const ListAgencies = z.strictObject({
  ...page,
  cursor: id.optional(),
  region: z.string().max(8).optional(),
  service: code(SERVICES).optional(),
  kind: z.string().max(40).optional(),
})
export const ListStaff = z.strictObject({ ...page, cursor: id.optional(), agencyId: id.optional() })

export const MakeToken = z.strictObject({
  label: requiredText(80),
  scopes: codes(code(SCOPES), SCOPES.length).default(['read']),
  validDays: whole(1, 365).default(90),
})
export const RevokeToken = z.strictObject({ tokenId: id })

export const AgencyOut = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  region: z.string(),
  country: z.string(),
  languages: z.array(z.string()),
  services: z.array(z.string()),
  groups: z.array(z.string()),
  phone: z.string().nullable(),
  status: z.enum(['active', 'suspended']),
  version: z.int(),
})
export type AgencyOut = z.output<typeof AgencyOut>

export const StaffOut = z.object({
  userId: id,
  agencyId: id,
  agencyName: z.string(),
  role: z.enum(ROLES),
  name: z.string(),
  email: z.string(),
  status: z.enum(['invited', 'active', 'suspended']),
  version: z.int(),
})
export type StaffOut = z.output<typeof StaffOut>

export const TokenOut = z.object({
  id,
  label: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
})
export type TokenOut = z.output<typeof TokenOut>
