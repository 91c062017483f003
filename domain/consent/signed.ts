/** Everything that the record of one answer holds: coded facts and ids, no names and no words of the person. */
export type ConsentFacts = {
  id: string
  caseId: string
  purpose: string
  recipientAgencyId: string | null
  depth: string
  agreed: boolean
  /** What a child said for itself. */
  ownView: boolean
  givenBy: string
  how: string
  language: string
  interpreter: boolean
  formVersion: number
  explained: readonly string[]
  validFrom: Date
  validUntil: Date
  recordedBy: string
  recordedAt: Date
  /** The answer to the same question that this one follows. */
  supersedes: string | null
}

/** An instant in UTC with milliseconds; what a damaged row holds in its place is no instant, and never one that was signed. */
const instantOf = (at: Date): string => (Number.isFinite(Number(at)) ? new Date(at).toISOString() : 'none')

/** What is signed: every field, in this order, under the number of this layout. Another layout is another number. */
export function signedPayload(facts: ConsentFacts): Record<string, unknown> {
  return {
    layout: 1,
    id: facts.id,
    caseId: facts.caseId,
    purpose: facts.purpose,
    recipientAgencyId: facts.recipientAgencyId,
    depth: facts.depth,
    agreed: facts.agreed,
    ownView: facts.ownView,
    givenBy: facts.givenBy,
    how: facts.how,
    language: facts.language,
    interpreter: facts.interpreter,
    formVersion: facts.formVersion,
    explained: [...facts.explained],
    validFrom: instantOf(facts.validFrom),
    validUntil: instantOf(facts.validUntil),
    recordedBy: facts.recordedBy,
    recordedAt: instantOf(facts.recordedAt),
    supersedes: facts.supersedes,
  }
}

/** Whether a payload whose signature is good says what the record says, field by field. */
export const saysTheSame = (signed: Readonly<Record<string, unknown>>, facts: ConsentFacts): boolean =>
  JSON.stringify(signed) === JSON.stringify(signedPayload(facts))
