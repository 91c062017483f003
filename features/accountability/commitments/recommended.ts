import type { Selectable } from 'kysely'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { CommitmentTables } from '#server/db/tables/commitments.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import type { RecommendationOut } from './record.ts'

type Row = Selectable<CommitmentTables['recommendation']>

const MOST_TAKEN = 1000

/** What the country's file of recommendations holds. */
export const knownRecommendations = ({ knowledge, country }: House): RecommendationOut[] =>
  knowledge.recommendations
    .filter(each => each.country === country.iso3)
    .flatMap(({ documents, recommendations }) =>
      recommendations.flatMap(({ id, document: of, theme, text, status }) => {
        const document = documents.find(each => each.id === of)
        if (!document) return []
        return {
          id,
          year: document.year,
          theme,
          words: text,
          document: document.name,
          url: document.url ?? null,
          status,
        }
      }),
    )

/** False where the lists of the documents are longer than what the file holds. */
export const listsAreWhole = ({ knowledge, country }: House): boolean =>
  knowledge.recommendations.filter(each => each.country === country.iso3).every(each => each.whole)

const takenOf = (row: Row): RecommendationOut => ({
  id: row.id,
  year: row.year,
  theme: row.theme,
  words: { [row.language]: row.words },
  document: { [row.language]: row.document },
  url: null,
  status: null,
})

/** Every recommendation, the latest year first: those that are known and those that were taken from a report here. */
export async function listRecommendations(ctx: Ctx): Promise<RecommendationOut[]> {
  const rows = await ctx.tx
    .selectFrom('recommendation')
    .selectAll()
    .orderBy('year', 'desc')
    .orderBy('id')
    .limit(MOST_TAKEN)
    .execute()
  return [...knownRecommendations(ctx.house), ...rows.map(takenOf)].toSorted((one, other) => other.year - one.year)
}

export async function readRecommendation(ctx: Ctx, asked: string): Promise<Result<RecommendationOut>> {
  const known = knownRecommendations(ctx.house).find(each => each.id === asked)
  if (known) return ok(known)
  if (!isId(asked)) return refuse('recommendation.not-found')
  const row = await ctx.tx.selectFrom('recommendation').selectAll().where('id', '=', asked).executeTakeFirst()
  return row ? ok(takenOf(row)) : refuse('recommendation.not-found')
}

/** Refuses where one of them is no recommendation. */
export async function allKnown(ctx: Ctx, asked: readonly string[]): Promise<Result<readonly string[]>> {
  const known = new Set(knownRecommendations(ctx.house).map(each => each.id))
  const unique = [...new Set(asked)]
  const taken = unique.filter(each => !known.has(each))
  if (taken.length === 0) return ok(unique)
  if (!taken.every(isId)) return refuse('recommendation.gone')
  const rows = await ctx.tx.selectFrom('recommendation').select('id').where('id', 'in', taken).execute()
  return rows.length === taken.length ? ok(unique) : refuse('recommendation.gone')
}
