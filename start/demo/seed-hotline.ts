import type pg from 'pg'
import { COUNTED_KINDS, type Outcome, RISKS, SPEAKERS, TOPICS } from '#domain/hotline/contact.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import type { Result } from '#domain/shared/result.ts'
import { agreeCallBack } from '#features/identification/hotline/call-backs.ts'
import { closeContact } from '#features/identification/hotline/close-contact.ts'
import { countContact } from '#features/identification/hotline/count-contact.ts'
import { SaveContact } from '#features/identification/hotline/record.ts'
import { saveContact } from '#features/identification/hotline/save-contact.ts'
import { startContact } from '#features/identification/hotline/start-contact.ts'
import { type Actor, type Ctx, transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { randomly } from '#server/keys/chance.ts'
import { type Chance, chanceFrom } from './chance.ts'

/** The desk whose people the demonstration signs in as: the same that is listed first. */
const DESK = `
  select s.user_id, s.agency_id from aman.staff s join aman.agency a on a.id = s.agency_id
   where s.role = 'hotline-operator' and a.kind = 'hotline' order by s.agency_id, s.user_id limit 1`

const CONTACTS = 40
const HOUR = 3_600_000
const ENDS: readonly Outcome[] = ['information-given', 'information-given', 'passed-to-police', 'caller-ended', 'none']

/** Contacts of the last ten days, in daytime more than at night; the last few run, and a few calls are promised, one of them late. */
export async function seedHotline(house: House, client: pg.Client): Promise<void> {
  const row = (await client.query<{ user_id: string; agency_id: string }>(DESK)).rows[0]
  if (!row) return
  const actor: Actor = { userId: row.user_id, agencyId: row.agency_id, role: 'hotline-operator' }
  const chance = chanceFrom(19)
  const now = house.clock().getTime()
  for (let n = CONTACTS; n > 0; n--) {
    const at = new Date(now - n * 6 * HOUR + chance.below(5 * HOUR) - HOUR)
    const then = { ...house, clock: () => at, newId: () => uuidv7(at.getTime(), randomly(10)) }
    await transact(then, actor, ctx => invent(ctx, chance, n))
  }
}

async function invent(ctx: Ctx, chance: Chance, n: number): Promise<Result<unknown>> {
  const channel = chance.pick(['phone', 'phone', 'phone', 'chat', 'messenger'] as const)
  if (n % 8 === 0) return countContact(ctx, { kind: chance.pick(COUNTED_KINDS), channel: 'phone' })
  const started = await startContact(ctx, { channel })
  if (!started.ok) return started
  const contactId = started.value.id
  const saved = await saveContact(
    ctx,
    SaveContact.parse({
      contactId,
      version: 1,
      language: chance.pick(['ru', 'kk', 'uz', 'ky', 'ru']),
      speaker: chance.pick(SPEAKERS),
      ageGroup: chance.pick(['adult', 'adult', 'uncertain']),
      country: ctx.house.country.iso2,
      region: chance.pick(ctx.house.country.regions).id,
      topic: chance.pick(TOPICS),
      risk: chance.pick([...RISKS, 'none', 'concern']),
      safeContact: 'with-care',
      safeWhen: 'evening',
      safeHow: 'call',
      maySay: 'cover',
      safeWords: 'Invented: a course in the evening',
      said: 'Invented words of an invented caller.',
      given: ['hotline:kz-emergency'],
    }),
  )
  if (!saved.ok || n <= 2) return saved
  if (n <= 6) return promise(ctx, contactId, saved.value.version)
  const outcome = chance.pick(ENDS)
  return closeContact(ctx, {
    contactId,
    version: saved.value.version,
    outcome,
    policeAgreed: outcome === 'passed-to-police',
  })
}

async function promise(ctx: Ctx, contactId: string, version: number): Promise<Result<unknown>> {
  const agreed = await agreeCallBack(ctx, { contactId, inMinutes: 28 * 60, number: '+7 000 000 00 00' })
  return agreed.ok
    ? closeContact(ctx, { contactId, version, outcome: 'call-back-agreed', policeAgreed: false })
    : agreed
}
