import { middleOf } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import type { Download } from '#server/http/page.ts'
import { certificatePaper, type Paper } from './certificate-paper.ts'
import { addressOf, lineToCall, tokenOf } from './certificate-token.ts'

/** A day with its month in full, since a paper is read in a hurry and abroad. */
export const dayInWords = (house: House, language: Language, day: string): string => {
  const { timeZone } = house.country
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(middleOf(timeZone, day))
}

/** The languages of the paper: those of the country first, then the others that Aman speaks. */
function languagesOf({ country }: House): Language[] {
  const own = country.languages.flatMap(each => STAFF_LANGUAGES.find(known => known === each) ?? [])
  return [...new Set([...own, ...STAFF_LANGUAGES])]
}

/** The certificate that stands, as a file to print. */
export async function printCertificate(
  ctx: Ctx,
  { caseId, paper }: { caseId: string; paper: Paper },
): Promise<Result<Download>> {
  const { house } = ctx
  const row = await ctx.tx
    .selectFrom('reflection_certificate')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .where('over_at', '>', ctx.now)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return refuse('certificate.not-found')
  ctx.look(caseId, 'certificate')
  const languages = languagesOf(house)
  const bytes = await certificatePaper(paper, {
    number: row.number,
    call: lineToCall(house.country)?.number ?? '112',
    address: addressOf(house, languages[0] ?? 'en', await tokenOf(house, row)),
    host: house.settings.origin.replace(/^https?:\/\//, ''),
    said: languages.map(each => ({ t: house.words.in(each), day: dayInWords(house, each, row.not_before) })),
  })
  return ok({ file: { name: `${row.number}.pdf`, type: 'application/pdf', bytes } })
}
