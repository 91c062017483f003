import { type ConsentFacts, saysTheSame, signedPayload } from '#domain/consent/signed.ts'
import type { ConsentRow } from '#server/db/tables/consent.ts'
import type { House } from '#server/house.ts'

export type UnsignedConsent = Omit<ConsentRow, 'signature'>
type Signing = Pick<House, 'signer'>

/** What the row says now, for comparing it with what was signed: nothing is mended or left out on the way. */
const factsOf = (row: UnsignedConsent): ConsentFacts => ({
  id: row.id,
  caseId: row.case_id,
  purpose: row.purpose,
  recipientAgencyId: row.recipient_agency_id,
  depth: row.depth,
  agreed: row.agreed,
  ownView: row.own_view,
  givenBy: row.given_by,
  how: row.how,
  language: row.language,
  interpreter: row.interpreter,
  formVersion: row.form_version,
  explained: row.explained,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
  supersedes: row.supersedes,
})

/** The row with the signature of this instance over every field of it. */
export const signConsent = async <R extends UnsignedConsent>(
  { signer }: Signing,
  row: R,
): Promise<R & { signature: string }> => ({
  ...row,
  signature: await signer.sign('consent', signedPayload(factsOf(row))),
})

/** Whether the row is as this instance signed it. One without a signature, or altered behind the program, is not. */
export async function isGenuine({ signer }: Signing, row: ConsentRow): Promise<boolean> {
  if (row.signature === null) return false
  const signed = await signer.verify('consent', row.signature)
  return signed.ok && saysTheSame(signed.value, factsOf(row))
}
