import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { isInformation } from './information.ts'
import type { SaveContact } from './record.ts'
import { changeContact, lockOpen, sealWords } from './store.ts'

/** Keeps what is known so far. Who was slower is told so, and loses nothing of what she typed. */
export async function saveContact(ctx: Ctx, input: SaveContact): Promise<Result<{ id: string; version: number }>> {
  const found = await lockOpen(ctx, input.contactId, input.version)
  if (!found.ok) return found
  const { country } = ctx.house
  if (input.region && !country.regions.some(each => each.id === input.region)) return refuse('contact.region-unknown')
  if (!(await isInformation(ctx, input.given))) return refuse('contact.information-unknown')
  const changed = await changeContact(ctx, found.value, {
    language: input.language ?? null,
    speaker: input.speaker ?? null,
    age_group: input.ageGroup ?? null,
    country: input.country ?? null,
    region: input.region ?? null,
    topic: input.topic ?? null,
    risk: input.risk,
    safe_contact: input.safeContact,
    safe_when: input.safeWhen ?? null,
    safe_how: input.safeHow ?? null,
    may_say: input.maySay ?? null,
    given: [...new Set(input.given)],
  })
  const words = { said: input.said ?? '', safeWords: input.safeWords ?? '' }
  await sealWords(ctx, input.contactId, words, await dataKey(ctx, input.contactId, 'full'))
  ctx.audit('contact.saved', input.contactId, { version: changed.version })
  return ok(changed)
}
