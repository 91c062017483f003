import { z } from 'zod'
import { AGE_GROUPS, MAY_CONTACT, OPENED_FROM, RISKS } from '#domain/cases/case.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import { code, codes, country, flag, id, language, requiredText, text, version, whole } from '#server/http/fields.ts'

/** Who she is and how she can safely be reached. Stored as one sealed record, so that its shape tells nothing. */
export const identityFields = {
  name: text(200).optional(),
  birthDate: z.iso.date().optional(),
  document: text(100).optional(),
  phone: text(60).optional(),
  messenger: text(100).optional(),
  safeHow: text(300).optional(),
  safeWhen: text(300).optional(),
  safeSay: text(300).optional(),
}
export const Identity = z.strictObject(identityFields)
export type Identity = z.output<typeof Identity>

/** The coded facts of a case: what another institution needs in order to help, and no more. */
export const codedFields = {
  ageGroup: code(AGE_GROUPS),
  personGroup: code(GROUPS),
  citizenship: country.optional(),
  languages: codes(language, 10).default([]),
  interpreter: flag.default(false),
  stepFree: flag.default(false),
  mayContact: code(MAY_CONTACT).default('not-asked'),
  risk: code(RISKS).default('not-assessed'),
}

export const OpenCase = z.strictObject({
  ...codedFields,
  openedFrom: code(OPENED_FROM),
  screeningId: id.optional(),
  identity: Identity.optional(),
  wish: text(4000).optional(),
})
export type OpenCase = z.output<typeof OpenCase>

export const ChangeCase = z.strictObject({ caseId: id, version, ...codedFields })
export type ChangeCase = z.output<typeof ChangeCase>

export const ChangeIdentity = z.strictObject({ caseId: id, version: whole(0, 2_147_483_646), ...identityFields })
export type ChangeIdentity = z.output<typeof ChangeIdentity>

export const AddNarrative = z.strictObject({ caseId: id, kind: code(['wish', 'note']), text: requiredText(8000) })
export type AddNarrative = z.output<typeof AddNarrative>

export const CodedCase = z.object({
  id,
  codeName: z.string(),
  status: z.enum(['open', 'closed']),
  openedAt: z.iso.datetime(),
  leadAgencyId: id,
  ageGroup: z.string(),
  personGroup: z.string(),
  citizenship: z.string().nullable(),
  languages: z.array(z.string()),
  interpreter: z.boolean(),
  stepFree: z.boolean(),
  mayContact: z.string(),
  risk: z.string(),
  region: z.string(),
  version: z.int(),
})
export type CodedCase = z.output<typeof CodedCase>
