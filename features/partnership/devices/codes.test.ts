import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CASE_LEADERS, ROLES } from '#domain/access/roles.ts'
import { everythingKept, foundIn } from '#tests/support/everything-kept.ts'
import { enrolledIn, type FieldDesk, openFieldDesk } from '#tests/support/field-desk.ts'
import { addActor, addStaff } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { makeCode, makeOwnCode } from './make-code.ts'

const START = new Date('2026-11-24T06:00:00Z')

let desk: FieldDesk
beforeAll(async () => {
  desk = await openFieldDesk()
})
afterAll(() => desk.house.close())

describe('a code', () => {
  test('makes a phone its owner’s, however it is typed', async () => {
    const { code } = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'Phone 12, Aq Zhol' }))
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const answer = await desk.phone().enrol(` ${code.toLowerCase().replace('-', ' ')} `)
    expect(answer.status).toBe(200)
    expect(answer.body.person).toMatchObject({ id: desk.officer.userId, role: 'officer' })
    expect(answer.body.agency).toMatchObject({ id: desk.officer.agencyId })
    expect(Buffer.from(enrolledIn(answer).secret, 'base64url')).toHaveLength(32)
    const [newest] = await desk.listed(desk.officer)
    expect(newest).toMatchObject({ id: answer.body.deviceId, label: 'Phone 12, Aq Zhol', state: 'in-use' })
  })

  test('brought by two phones at once makes one device', async () => {
    for (let round = 0; round < 5; round++) {
      const { code } = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'Raced for' }))
      const answers = await Promise.all(Array.from({ length: 8 }, () => desk.phone().enrol(code)))
      expect(answers.map(each => each.status).sort()).toEqual([200, ...Array(7).fill(422)])
    }
    expect((await desk.listed(desk.officer)).filter(each => each.label === 'Raced for')).toHaveLength(5)
  })

  test('that is mistyped, used, replaced or late gets one and the same answer', async () => {
    const first = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'First' }))
    const second = must(
      await run(desk.house, desk.administrator, makeCode, { userId: desk.officer.userId, label: 'Second' }),
    )
    const answers = [
      await desk.phone().enrol('0000-0000'),
      await desk.phone().enrol('?'),
      await desk.phone().enrol(first.code),
    ]
    expect((await desk.phone().enrol(second.code)).status).toBe(200)
    answers.push(await desk.phone().enrol(second.code))
    const late = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'Late' }))
    desk.house.setTime(new Date(START.getTime() + 15 * 60_000))
    answers.push(await desk.phone().enrol(late.code))
    desk.house.setTime(START)
    expect(new Set(answers.map(each => `${each.status} ${each.text}`))).toEqual(
      new Set(['422 {"code":"device.code-wrong","fields":[]}']),
    )
  })

  test('is tried ten times from one network, and right ones do not count', async () => {
    const office = desk.phone('10.9.9.9')
    for (let round = 0; round < 12; round++) {
      const { code } = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'Many' }))
      expect((await office.enrol(code)).status).toBe(200)
    }
    for (let round = 0; round < 10; round++) expect((await office.enrol('0000-0000')).status).toBe(422)
    const { code } = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'Many' }))
    const answer = await office.enrol(code)
    expect([answer.status, answer.body.code]).toEqual([429, 'request.too-often'])
    expect((await desk.phone().enrol(code)).status).toBe(200)
  })

  test('is made for who screens, by herself or by the administrator of her agency', async () => {
    for (const role of ROLES) {
      const colleague = await addStaff(desk.house, desk.officer.agencyId, role)
      const own = await run(desk.house, colleague, makeOwnCode, { label: 'Own' })
      const given = await run(desk.house, desk.administrator, makeCode, { userId: colleague.userId, label: 'Given' })
      const screens = CASE_LEADERS.some(each => each === role)
      expect([own.ok, given.ok], role).toEqual([screens, screens])
    }
    const stranger = await addActor(desk.house, 'officer')
    const asked = { userId: stranger.userId, label: 'Not mine' }
    expect(await run(desk.house, desk.administrator, makeCode, asked)).toMatchObject({ code: 'staff.not-found' })
    expect(
      await run(desk.house, await addStaff(desk.house, desk.officer.agencyId, 'officer'), makeCode, asked),
    ).toMatchObject({
      code: 'staff.not-found',
    })
  })

  test('nor the secret, the check or the token of a device stands anywhere in what is kept', async () => {
    const { code } = must(await run(desk.house, desk.officer, makeOwnCode, { label: 'Kept' }))
    const waiting = { code, bare: code.replace('-', '') }
    expect(foundIn(await everythingKept(desk.house), waiting)).toEqual([])
    const { token, secret, check } = await desk.enrolled()
    expect(foundIn(await everythingKept(desk.house), { ...waiting, token, secret, check })).toEqual([])
  })
})
