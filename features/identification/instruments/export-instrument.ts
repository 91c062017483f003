import { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type Written, xlsformOf } from '#domain/xlsform/xlsform-of.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Download } from '#server/http/page.ts'
import { answerWords } from '#server/workbook/answer-words.ts'
import { writeWorkbook } from '#server/workbook/write-workbook.ts'
import { readDraft } from './queries.ts'
import type { ExportDraft, ExportVersion, Format } from './record.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A version as its file, or as an XLSForm that reads back as the same instrument. */
export async function exportVersion(
  ctx: Ctx,
  { instrument, version, format }: ExportVersion,
): Promise<Result<Download>> {
  const { knowledge } = ctx.house
  const found = version === undefined ? knowledge.latest(instrument) : knowledge.instrument(instrument, version)
  return found ? ok(await fileOf(ctx, found, `${instrument}-${found.version}`, format)) : refuse('instrument.not-found')
}

/** A draft as far as it is written; as an XLSForm it can be filled in elsewhere, and read again. */
export async function exportDraft(ctx: Ctx, { draftId, format }: ExportDraft): Promise<Result<Download>> {
  const found = await readDraft(ctx, draftId)
  if (!found.ok) return found
  const { instrument, body, version } = found.value
  return ok(await fileOf(ctx, body, `${instrument}-draft-${version}`, format))
}

async function fileOf({ house }: Ctx, body: object, name: string, format: Format): Promise<Download> {
  if (format === 'json') {
    const bytes = new TextEncoder().encode(`${JSON.stringify(body, null, 2)}\n`)
    return { file: { name: `${name}.json`, type: 'application/json', bytes } }
  }
  const written = Draft.parse(body)
  const workbook = xlsformOf(written, languagesIn(written), answerWords(house.words))
  return { file: { name: `${name}.xlsx`, type: XLSX, bytes: await writeWorkbook(workbook) } }
}

const said = z.string().catch('')
const texts = z.partialRecord(z.enum(PUBLIC_LANGUAGES), z.string()).catch({})
const sign = z.object({
  id: said,
  weight: said,
  question: texts,
  urgent: z.boolean().optional().catch(undefined),
  audio: texts.optional(),
  source: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
})
const dimension = z.object({ key: said, title: texts, indicators: z.array(sign).catch([]) })
const threshold = z.int().optional().catch(undefined)

/** What of a draft has the shape of an instrument; the page of the draft says what has not. */
const Draft = z.object({
  id: said,
  version: z.int().catch(1),
  age: said,
  asker: z.string().optional().catch(undefined),
  scoring: z.object({ kind: z.string(), refer: threshold, referNow: threshold }).optional().catch(undefined),
  languages: z.array(z.enum(PUBLIC_LANGUAGES)).optional().catch(undefined),
  title: texts,
  description: texts,
  situations: z.array(z.string()).catch([]),
  source: said,
  status: said,
  licence: said,
  review: texts,
  dimensions: z.array(dimension).catch([]),
}) satisfies z.ZodType<Written>

/** Those that it names, or those of the desk, and every other one in which something of it stands. */
function languagesIn({ languages, title, description, dimensions }: z.output<typeof Draft>): PublicLanguage[] {
  const named: readonly PublicLanguage[] = languages ?? STAFF_LANGUAGES
  const written = [
    title,
    description,
    ...dimensions.flatMap(each => [each.title, ...each.indicators.map(one => one.question)]),
  ]
  const others = PUBLIC_LANGUAGES.filter(
    each => !named.includes(each) && written.some(text => text[each] !== undefined),
  )
  return [...named, ...others]
}
