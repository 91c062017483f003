import { type Result, refuse } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor } from './queries.ts'
import type { ChangeSign } from './record.ts'
import { withSign } from './signs.ts'
import { writeDraft } from './write-draft.ts'

/** One question in each of its languages, with its weight. */
export async function changeSign(ctx: Ctx, input: ChangeSign): Promise<Result<{ id: string; version: number }>> {
  const { draftId, version, place, weight, urgent } = input
  const found = await draftFor(ctx, 'write', input)
  if (!found.ok) return found
  const question = Object.fromEntries(PUBLIC_LANGUAGES.flatMap(each => (input[each] ? [[each, input[each]]] : [])))
  const body = withSign(found.value.body, place, { question, weight, urgent })
  return body ? writeDraft(ctx, { draftId, version, body }) : refuse('instrument.not-found')
}
