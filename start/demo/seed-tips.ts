import type pg from 'pg'
import { dayIn } from '#domain/shared/dates.ts'
import { closeTip } from '#features/identification/tips/close-tip.ts'
import { followTip, openTip } from '#features/identification/tips/follow-tip.ts'
import type { Told } from '#features/identification/tips/record.ts'
import { replyToTip } from '#features/identification/tips/reply-to-tip.ts'
import { LEAVE_TIP, sealedTip } from '#features/identification/tips/sealed-tip.ts'
import { warnOfOffer } from '#features/prevention/offers/warn-of-offer.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** The desk whose people the demonstration signs in as: the same that is listed first. */
const DESK = `
  select s.user_id, s.agency_id from aman.staff s join aman.agency a on a.id = s.agency_id
   where s.role = 'hotline-operator' and a.kind = 'hotline' order by s.agency_id, s.user_id limit 1`

type Story = {
  receipt: string
  daysAgo: number
  told: Told
  asked?: string
  answer?: string
  closed?: true
  offer?: string
}

/** Receipts that a visitor of the demonstration can try at /tip/follow. */
const STORIES: readonly Story[] = [
  {
    receipt: '2020000000000001',
    daysAgo: 0,
    told: {
      words: 'Invented: eleven men sleep behind a brickworks. The gate is locked at night.',
      place: 'Invented: the brickworks by the river',
      about: 'other',
      danger: 'yes',
      happens: 'weeks',
      region: 'KZ-61',
      language: 'uz',
    },
  },
  {
    receipt: '2020000000000002',
    daysAgo: 3,
    told: {
      words: 'Invented: a recruiter asks for 200 dollars ahead and keeps the passports "for the visa".',
      about: 'job-offer',
      danger: 'no',
      happens: 'ahead',
      language: 'ru',
    },
    asked: 'Invented: thank you. Do you know the name of the firm, or its page?',
    answer: 'Invented: it is called Altyn Zhol Work. The page was taken down yesterday.',
    offer: 'Invented: Altyn Zhol Work',
  },
  {
    receipt: '2020000000000003',
    daysAgo: 20,
    told: {
      words: 'Invented: I was paid for two months out of six. I left. Where can I ask for my money?',
      about: 'self',
      danger: 'no',
      happens: 'months',
      region: 'KZ-75',
      language: 'kk',
    },
    asked:
      'Invented: the labour inspectorate takes this up without asking how you came here. Write which town, and we tell you where to go.',
    closed: true,
  },
]

/** Three conversations of the tip line, and a warning that one of them led to. */
export async function seedTips(house: House, client: pg.Client): Promise<void> {
  const row = (await client.query<{ user_id: string; agency_id: string }>(DESK)).rows[0]
  if (!row) return
  const actor: Actor = { userId: row.user_id, agencyId: row.agency_id, role: 'hotline-operator' }
  for (const story of STORIES) {
    const at = new Date(house.clock().getTime() - story.daysAgo * 86_400_000)
    await tell({ ...house, clock: () => at }, actor, story)
  }
}

async function tell(house: House, actor: Actor, { receipt, told, asked, answer, closed, offer }: Story): Promise<void> {
  const tipId = await leave(house, actor, receipt, told)
  if (asked) await transact(house, actor, ctx => replyToTip(ctx, { tipId, version: 1, words: asked }))
  const opened = answer ? await openTip(house, receipt) : null
  if (answer && opened) await followTip(house, { pass: opened.pass, words: answer, traces: false, file: null })
  if (closed) await transact(house, actor, ctx => closeTip(ctx, { tipId, version: 2, reason: 'passed-on' }))
  if (!offer) return
  const warning = { offeredBy: offer, words: '', signs: ['money-ahead' as const, 'takes-passport' as const], tipId }
  await transact(house, actor, ctx => warnOfOffer(ctx, warning))
}

async function leave(house: House, { agencyId, ...actor }: Actor, receipt: string, told: Told): Promise<string> {
  const day = dayIn(house.country.timeZone, house.clock())
  let tipId = ''
  await transact(house, { agencyId, ...actor }, async ctx => {
    const desk = { agencyId, key: await ctx.keys.agencyKey(ctx.tx, agencyId) }
    const values = await sealedTip(house, { receipt, told, desk, day, spoken: false })
    tipId = JSON.parse(String(values[0])).id
    await house.pool.query(LEAVE_TIP, values)
    return { ok: true, value: null }
  })
  return tipId
}
