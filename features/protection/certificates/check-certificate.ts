import { sql } from 'kysely'
import { readClaims, type Verdict } from '#domain/reflection/certificate.ts'
import { readCertificateNumber } from '#domain/reflection/certificate-number.ts'
import type { Day } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { claimedCountry } from '#protocol/certificates/check-offline.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** Everything that a check tells. `issuedBy`: where a certificate says that it comes from another country. */
export type Checked = { verdict: Verdict; notBefore: Day | null; issuedBy: string | null }

type Row = { state: 'valid' | 'over' | 'revoked' | 'not-known'; not_before: Day | null }

const NOT_KNOWN: Row = { state: 'not-known', not_before: null }
const checked = (row: Row): Checked => ({
  verdict: row.state,
  notBefore: row.state === 'valid' ? row.not_before : null,
  issuedBy: null,
})

const MISTYPED: Checked = { verdict: 'mistyped', notBefore: null, issuedBy: null }

/** By a number that was typed from a paper, for anybody. The database notes the check and tells nothing of the case. */
export async function checkNumber(house: House, typed: string): Promise<Checked> {
  const number = readCertificateNumber(typed)
  if (!number) return MISTYPED
  const found = await house.pool.query<Row>({
    name: 'check_certificate',
    text: 'select state, not_before from aman.check_certificate($1, $2)',
    values: [number, house.clock()],
  })
  return checked(found.rows[0] ?? NOT_KNOWN)
}

/** The same for a colleague who is signed in: the record then names who checked. */
export async function checkAsColleague(ctx: Ctx, typed: { number: string }): Promise<Result<Checked>> {
  const number = readCertificateNumber(typed.number)
  if (!number) return refuse('certificate.not-found')
  const { rows } = await sql<Row>`select state, not_before from aman.check_certificate(${number}, ${ctx.now})`.execute(
    ctx.tx,
  )
  return ok(checked(rows[0] ?? NOT_KNOWN))
}

/** By the text behind the picture: signed here, and then what the register says of its number today. */
export async function checkToken(house: House, token: string): Promise<Checked> {
  const signed = await house.signer.verify('reflection-certificate', token)
  const claims = signed.ok ? readClaims(signed.value) : null
  if (claims && claims.c === house.country.iso2) return checkNumber(house, claims.n)
  const elsewhere = claimedCountry(token)
  const foreign = elsewhere !== null && elsewhere !== house.country.iso2
  const verdict = foreign ? 'other-country' : 'forged'
  await house.pool.query({
    name: 'note_certificate_check',
    text: 'select aman.note_certificate_check($1)',
    values: [verdict],
  })
  return { verdict, notBefore: null, issuedBy: foreign ? elsewhere : null }
}
