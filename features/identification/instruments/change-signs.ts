import { type Result, refuse } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor } from './queries.ts'
import { type AddSign, type ChangeHeader, type ChangeSign, OF_THE_WHOLE, type RemoveSign } from './record.ts'
import { type Replaced, withNewSign, withoutSign, withSign } from './signs.ts'
import { writeDraft } from './write-draft.ts'

type Written = Promise<Result<{ id: string; version: number }>>
type Worded = { [L in (typeof PUBLIC_LANGUAGES)[number]]?: string | undefined }

/** A language left empty is one in which the text does not stand. */
const texts = (input: Worded) =>
  Object.fromEntries(PUBLIC_LANGUAGES.flatMap(each => (input[each] ? [[each, input[each]]] : [])))

const signOf = (input: ChangeSign | AddSign): Replaced => ({
  question: texts(input),
  weight: input.weight,
  urgent: input.urgent || undefined,
  source: input.source || undefined,
  status: input.status === OF_THE_WHOLE ? undefined : input.status,
})

async function rewrite(
  ctx: Ctx,
  seen: { draftId: string; version: number },
  change: (body: Record<string, unknown>) => Record<string, unknown> | null,
): Written {
  const found = await draftFor(ctx, 'write', seen)
  if (!found.ok) return found
  const body = change(found.value.body)
  const { draftId, version } = seen
  return body ? writeDraft(ctx, { draftId, version, body }) : refuse('instrument.not-found')
}

/** One question in each of its languages, with its weight. */
export const changeSign = (ctx: Ctx, input: ChangeSign): Written =>
  rewrite(ctx, input, body => withSign(body, input.place, signOf(input)))

/** One more question at the end of a group. Refuses with `instrument.sign-there` where the group has one of that name. */
export async function addSign(ctx: Ctx, input: AddSign): Written {
  const found = await draftFor(ctx, 'write', input)
  if (!found.ok) return found
  const added = withNewSign(found.value.body, input, signOf(input))
  if (added === 'there') return refuse('instrument.sign-there')
  const { draftId, version } = input
  return added ? writeDraft(ctx, { draftId, version, body: added }) : refuse('instrument.not-found')
}

export const removeSign = (ctx: Ctx, input: RemoveSign): Written =>
  rewrite(ctx, input, body => withoutSign(body, input.place))

function scoringOf({ scoring, refer, referNow }: ChangeHeader) {
  return scoring === 'count' ? { kind: scoring, refer: refer ?? 0, referNow: referNow ?? 0 } : { kind: scoring }
}

/** What the whole says of itself, and how it is scored. */
export const changeHeader = (ctx: Ctx, input: ChangeHeader): Written =>
  rewrite(ctx, input, body => {
    const { age, situations, source, status, licence } = input
    const head = { age, situations, source, status, licence, scoring: scoringOf(input) }
    return { ...body, ...head, title: texts(input.title), description: texts(input.description) }
  })
