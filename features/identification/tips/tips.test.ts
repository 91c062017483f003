import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok } from '#domain/shared/result.ts'
import { beginContact } from '#features/identification/hotline/begin-contact.ts'
import { warnOfOffer } from '#features/prevention/offers/warn-of-offer.ts'
import type { Actor } from '#server/db/transact.ts'
import { receiptParts } from '#server/keys/receipt-hash.ts'
import { addActor, addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, run } from '#tests/support/thread.ts'
import { closeTip } from './close-tip.ts'
import { followTip, openTip } from './follow-tip.ts'
import { caseFromTip, screeningFromTip } from './lead-on.ts'
import { leaveTip } from './leave-tip.ts'
import { newSlip, receiptOf } from './passes.ts'
import { listTips, readTip, readTipFile } from './queries.ts'
import type { Told } from './record.ts'
import { replyToTip } from './reply-to-tip.ts'
import { takeDownTip } from './take-down-tip.ts'

let house: TestHouse
let operator: Actor
let lead: Actor

beforeAll(async () => {
  house = await openTestHouse()
  const agencyId = await addAgency(house, { kind: 'hotline' })
  operator = await addStaff(house, agencyId, 'hotline-operator')
  lead = await addStaff(house, agencyId, 'shift-lead')
})
afterAll(() => house.close())

const TOLD: Told = {
  words: 'Eleven men behind the brickworks',
  place: 'The brickworks by the river',
  about: 'other',
  danger: 'yes',
  happens: 'weeks',
  region: 'KZ-61',
  language: 'uz',
}

const arriving = (bytes: Buffer) => ({ name: 'IMG_2044_Karim.jpg', bytes: Readable.from([bytes]) })
const photo = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()

type More = Partial<{ told: Told; traces: boolean; file: Buffer }>

async function left({ told = TOLD, traces = false, file }: More = {}) {
  const receipt = receiptOf(house.house, newSlip(house.house)) ?? ''
  const given = { told, receipt, traces, file: file ? arriving(file) : null }
  expect(await leaveTip(house.house, given)).toEqual({ kept: true })
  const { hash } = await receiptParts(house.house.keys.tips, receipt)
  const { rows } = await house.owner.query<{ id: string }>(
    'select tip_id as id from aman.tip_receipt where hash = $1',
    [hash],
  )
  return { receipt, tipId: rows[0]?.id ?? '' }
}

const opened = async (receipt: string) => {
  const found = await openTip(house.house, receipt)
  if (!found) throw new Error('nothing under this receipt')
  return found
}
const say = async (receipt: string, words: string) =>
  followTip(house.house, { pass: (await opened(receipt)).pass, words, traces: false, file: null })
const read = async (tipId: string, actor = operator) => must(await run(house, actor, readTip, tipId))

test('a conversation: the sender tells, the desk asks, the sender answers, by sixteen digits alone', async () => {
  const { receipt, tipId } = await left()
  expect(receipt).toMatch(/^\d{16}$/)
  const tip = await read(tipId)
  expect(tip).toMatchObject({ status: 'new', place: TOLD.place, danger: 'yes', language: 'uz', spoken: false })
  must(await run(house, operator, replyToTip, { tipId, version: tip.version, words: 'Which river?' }))
  const spaced = receipt.replaceAll(/\d{4}/g, four => `${four} `)
  expect((await opened(spaced)).said.map(each => [each.by, each.words])).toEqual([
    ['sender', TOLD.words],
    ['desk', 'Which river?'],
  ])
  expect((await opened(receipt)).status).toBe('waiting')
  expect(await say(receipt, 'The Talas')).toEqual({ kept: true })
  expect(await read(tipId)).toMatchObject({ status: 'answered' })
})

test('nothing under another number: null for an unknown one, for no number and for an erased one', async () => {
  expect(await openTip(house.house, '0000 0000 0000 0000')).toBe(null)
  expect(await openTip(house.house, 'my name is')).toBe(null)
})

test('a photo loses what the camera wrote; a PDF goes only where the sender says so, and the desk is warned', async () => {
  const before = (await readdir(house.vaultFolder, { recursive: true }).catch(() => [])).length
  const receipt = receiptOf(house.house, newSlip(house.house)) ?? ''
  const pdf = Buffer.from('%PDF-1.7 /Author (Karim)')
  const refused = { told: TOLD, receipt, traces: false, file: arriving(pdf) }
  expect(await leaveTip(house.house, refused)).toEqual({ trouble: 'file-traces' })
  expect(await leaveTip(house.house, { ...refused, file: arriving(Buffer.from('MZ no such file')) })).toEqual({
    trouble: 'file-type',
  })
  const files = (await readdir(house.vaultFolder, { recursive: true })).filter(each => each.includes('-'))
  expect(files.length).toBe(before)
  const { tipId } = await left({ file: pdf, traces: true })
  const [said] = (await read(tipId)).messages
  expect(said?.files).toMatchObject([{ type: 'application/pdf', traces: true }])
  const withPhoto = await left({ file: await photo() })
  const [shown] = (await read(withPhoto.tipId)).messages
  expect(shown?.files).toMatchObject([{ type: 'image/jpeg', traces: false }])
  const file = must(await run(house, lead, readTipFile, { tipId: withPhoto.tipId, fileId: shown?.files[0]?.id ?? '' }))
  expect(file.file.name).toMatch(/^tip-[0-9a-f]{8}\.jpg$/)
})

test('a form that is sent twice, also at once, is one tip with one receipt', async () => {
  const receipt = receiptOf(house.house, newSlip(house.house)) ?? ''
  const given = { told: TOLD, receipt, traces: false, file: null }
  const all = await Promise.all([1, 2, 3, 4].map(() => leaveTip(house.house, given)))
  expect(all.filter(each => 'kept' in each && each.kept).length).toBe(1)
  expect((await opened(receipt)).said.length).toBe(1)
})

test('ten follow-ups at once all stand, in one order; the same one twice stands once', async () => {
  const { receipt } = await left()
  const passes = await Promise.all(Array.from({ length: 10 }, async () => (await opened(receipt)).pass))
  await Promise.all(
    passes.map((pass, at) => followTip(house.house, { pass, words: `more ${at}`, traces: false, file: null })),
  )
  expect((await opened(receipt)).said.length).toBe(11)
  const pass = passes[0] ?? ''
  await Promise.all([1, 2, 3].map(() => followTip(house.house, { pass, words: 'more 0', traces: false, file: null })))
  expect((await opened(receipt)).said.length).toBe(11)
})

test('a follow-up that meets a closing is never lost: it is refused to the desk, or opens the tip again', async () => {
  for (let round = 0; round < 5; round++) {
    const { receipt, tipId } = await left()
    const { version } = await read(tipId)
    const { pass } = await opened(receipt)
    const [closing] = await Promise.all([
      run(house, operator, closeTip, { tipId, version, reason: 'acted-on' as const }),
      followTip(house.house, { pass, words: 'and one thing more', traces: false, file: null }),
    ])
    const tip = await read(tipId)
    expect(tip.messages.length).toBe(2)
    expect(['ok', 'tip.stale']).toContain(codeOf(closing))
    expect(tip.status).toBe(closing.ok ? 'answered' : 'new')
  }
})

test('two colleagues who close or answer at once: one does, the other reads what is new', async () => {
  const { tipId } = await left()
  const { version } = await read(tipId)
  const both = await Promise.all([
    run(house, operator, replyToTip, { tipId, version, words: 'Where?' }),
    run(house, lead, closeTip, { tipId, version, reason: 'nothing-to-do' as const }),
  ])
  expect(both.map(codeOf).toSorted()).toEqual(['ok', 'tip.stale'])
})

test('a spoken tip: the operator reads out a receipt that opens it, and nobody finds it again', async () => {
  const { receipt } = must(await run(house, operator, takeDownTip, { ...TOLD, words: 'told by telephone' }))
  expect(receipt).toMatch(/^(\d{4} ){3}\d{4}$/)
  expect((await opened(receipt)).said[0]?.words).toBe('told by telephone')
  const { rows } = await house.owner.query(`select subject_ids from aman.audit_event where action = 'tip.taken-down'`)
  expect(rows).toEqual([{ subject_ids: [] }])
  const elsewhere = await addActor(house, 'case-worker')
  expect(codeOf(await run(house, elsewhere, takeDownTip, TOLD))).toBe('tip.desk-closed')
})

test('a tip leads to a contact, a screening, a case and a warning; none of them knows which tip but the contact of the same desk', async () => {
  const { tipId } = await left()
  const contact = must(await run(house, operator, beginContact, { channel: 'tip' as const, tipId }))
  const made = [
    must(await run(house, operator, screeningFromTip, { tipId, ageGroup: 'adult' as const })).id,
    must(
      await run(house, operator, caseFromTip, {
        tipId,
        ageGroup: 'adult' as const,
        personGroup: 'men' as const,
        withWords: true,
      }),
    ).id,
  ]
  const offer = { offeredBy: 'Invented Brick Ltd', words: '', signs: ['money-ahead' as const], tipId }
  must(await run(house, operator, warnOfOffer, offer))
  expect(codeOf(await run(house, operator, warnOfOffer, offer))).toBe('offer.already-open')
  expect((await read(tipId)).became).toEqual(['contact', 'screening', 'case', 'offer-warning'])
  const { rows } = await house.owner.query(
    `select action from aman.audit_event where $1 = any(subject_ids) and subject_ids && $2::uuid[]`,
    [tipId, [...made, contact.id]],
  )
  expect(rows).toEqual([])
  const stranger = await addActor(house, 'case-worker')
  expect(codeOf(await run(house, stranger, beginContact, { channel: 'tip' as const, tipId }))).toBe(
    'contact-origin.not-found',
  )
})

test('nobody else of the desk and nobody of another agency reads, answers, closes or lists it', async () => {
  const { tipId } = await left()
  const { version } = await read(tipId)
  const others = [
    await addActor(house, 'hotline-operator'),
    await addActor(house, 'case-worker'),
    await addStaff(house, operator.agencyId, 'coordinator'),
    await addStaff(house, operator.agencyId, 'administrator'),
    await addStaff(house, operator.agencyId, 'officer'),
    await addStaff(house, operator.agencyId, 'analyst'),
  ]
  for (const other of others) {
    expect(codeOf(await run(house, other, readTip, tipId))).toBe('tip.not-found')
    expect(codeOf(await run(house, other, replyToTip, { tipId, version, words: 'x' }))).toBe('tip.not-found')
    expect(codeOf(await run(house, other, closeTip, { tipId, version, reason: 'acted-on' as const }))).toBe(
      'tip.not-found',
    )
    const listed = await run(house, other, async ctx => ok(await listTips(ctx, { limit: 100, skip: 0 })), null)
    expect(must(listed).items).toEqual([])
  }
})

test('in the list whoever is in danger stands first', async () => {
  for (const danger of ['no', 'yes', 'not-known'] as const) await left({ told: { ...TOLD, danger } })
  const list = await run(
    house,
    operator,
    async ctx => ok(await listTips(ctx, { status: 'new', limit: 100, skip: 0 })),
    null,
  )
  const dangers = must(list).items.map(each => each.danger === 'yes')
  expect(dangers).toEqual(dangers.toSorted((one, other) => Number(other) - Number(one)))
})

test('where nobody can answer nothing is taken, and no file stays', async () => {
  const empty = await openTestHouse()
  try {
    await addAgency(empty, { kind: 'hotline' })
    await addActor(empty, 'case-worker')
    const given = { told: TOLD, receipt: '1234567812345678', traces: false, file: arriving(await photo()) }
    expect(await leaveTip(empty.house, given)).toEqual({ trouble: 'nobody-answers' })
    const { rows } = await empty.owner.query('select count(*)::int as n from aman.tip')
    expect(rows).toEqual([{ n: 0 }])
    expect(await readdir(empty.vaultFolder).catch(() => [])).toEqual([])
  } finally {
    await empty.close()
  }
})

test('the hotline of the region answers, else another one of the country', async () => {
  const far = await openTestHouse()
  try {
    const first = await addStaff(far, await addAgency(far, { kind: 'hotline', region: 'KZ-75' }), 'case-worker')
    far.setTime(new Date(far.house.clock().getTime() + 60_000))
    const near = await addStaff(far, await addAgency(far, { kind: 'hotline', region: 'KZ-61' }), 'case-worker')
    const leave = (receipt: string, region?: string) =>
      leaveTip(far.house, { told: { ...TOLD, region }, receipt, traces: false, file: null })
    await leave('1111111111111111', 'KZ-61')
    await leave('2222222222222222', 'KZ-10')
    await leave('3333333333333333')
    const { rows } = await far.owner.query('select agency_id, count(*)::int as n from aman.tip group by 1 order by 2')
    expect(rows).toEqual([
      { agency_id: near.agencyId, n: 1 },
      { agency_id: first.agencyId, n: 2 },
    ])
  } finally {
    await far.close()
  }
})
