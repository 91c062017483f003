import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, noonOf } from '#domain/shared/dates.ts'
import type { Actor } from '#server/db/transact.ts'
import type { Delivery, Mail, Mailer } from '#server/mail/mailer.ts'
import { remindOnce } from '#start/keep-reminding.ts'
import { appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { rawSql } from '#tests/support/raw-sql.ts'
import { must, run } from '#tests/support/thread.ts'
import { addMeasure } from './add-measure.ts'
import { AddMeasure } from './record.ts'
import { publishMeasure, withdrawMeasure } from './steer-measure.ts'

const TODAY = '2026-11-24'

let house: TestHouse
let author: Actor
/** What left, and what becomes of the next mails. */
let sent: Mail[] = []
let delivery: Delivery = { to: 'sent' }
/** The world outside: a mail server that thinks a moment. */
const mailer: Mailer = {
  kept: null,
  send: async mail => {
    await new Promise(done => setTimeout(done, 30))
    if (delivery.to === 'sent') sent.push(mail)
    return delivery
  },
}
const remind = (by = mailer) => remindOnce(house.house, house.address, by)

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('truncate aman.measure_reminder, aman.measure_recommendation, aman.measure cascade')
  await house.owner.query(`update aman.staff set status = 'suspended'`)
  house.setTime(START)
  sent = []
  delivery = { to: 'sent' }
  author = await coordinator(await addActor(house, 'coordinator', { kind: 'ministry' }))
})

const addressOf = ({ userId }: Actor) => `${userId}@example.org`
/** With an account to sign in with, which holds her address. */
async function coordinator(actor: Actor): Promise<Actor> {
  await house.house.auth.createUser({ id: actor.userId, email: addressOf(actor), name: 'Invented' })
  return actor
}

async function promised(inDays: number, title: Record<string, string> = { en: 'Train inspectors' }): Promise<string> {
  const ago = inDays < 0 ? 100 : 0
  house.setTime(new Date(START.getTime() - (ago + 1) * 86_400_000))
  const input = AddMeasure.parse({ sector: 'ngo', promisedBy: 'Invented', title, dueOn: addDays(TODAY, inDays) })
  const { id } = must(await run(house, author, addMeasure, input))
  house.setTime(START)
  return id
}

const on = (day: string) => house.setTime(noonOf(day))

describe('a day’s reminders', () => {
  test('are one mail to each coordinator of the agency: of what is late, due in a week or in a month, and of nothing else', async () => {
    const colleague = await coordinator(await addStaff(house, author.agencyId, 'coordinator'))
    await coordinator(await addActor(house, 'coordinator', { kind: 'ministry' }))
    await coordinator(await addStaff(house, author.agencyId, 'analyst'))
    const ids = {
      late: await promised(-3),
      week: await promised(5),
      month: await promised(20),
      far: await promised(60),
    }
    expect(await remind()).toEqual({ sent: 2, refused: 0, later: 0, unreachable: 0 })
    expect(sent.map(each => each.to).sort()).toEqual([author, colleague].map(addressOf).sort())
    const text = sent[0]?.text ?? ''
    for (const language of ['en', 'ru', 'kk']) {
      const at = (id: string) => text.indexOf(`${house.house.settings.origin}/${language}/measures/${id}`)
      expect(
        [at(ids.late), at(ids.week), at(ids.month)].every((place, index, all) => place > (all[index - 1] ?? 0)),
      ).toBe(true)
      expect(at(ids.far)).toBe(-1)
    }
    expect(text).toContain('late, it was due by Nov 21, 2026')
    expect(sent[0]?.subject).toContain('Measures with a deadline: 3')
  })

  test('name a measure only if it is published: a mailbox is no place for what colleagues alone may read', async () => {
    await promised(5, { en: 'Secret plan' })
    const open = await promised(6, { en: 'Open plan', ru: 'Открытый план' })
    must(await run(house, author, publishMeasure, { measureId: open, version: 1 }))
    await remind()
    expect(sent[0]?.text).toContain('Open plan')
    expect(sent[0]?.text).toContain('Открытый план')
    expect(sent[0]?.text).not.toContain('Secret plan')
    expect(sent[0]?.text).toContain('a measure that is not published')
  })

  test('leave out what was withdrawn, who is suspended, and whose agency is', async () => {
    const gone = await promised(5)
    must(await run(house, author, withdrawMeasure, { measureId: gone, version: 1, why: 'Invented' }))
    expect(await remind()).toMatchObject({ sent: 0 })
    await promised(5)
    await house.owner.query(`update aman.agency set status = 'suspended' where id = $1`, [author.agencyId])
    expect(await remind()).toMatchObject({ sent: 0 })
    await house.owner.query(`update aman.agency set status = 'active' where id = $1`, [author.agencyId])
    await house.owner.query(`update aman.staff set status = 'suspended' where user_id = $1`, [author.userId])
    expect(await remind()).toMatchObject({ sent: 0 })
  })

  test('are written once a turn, late ones once a week, and once for all the days on which Aman stood still', async () => {
    await promised(40)
    const days: string[] = []
    for (let at = 0; at < 70; at++) {
      const day = addDays(TODAY, at)
      // It stands still from before the week's turn until after it.
      if (at > 30 && at < 36) continue
      on(day)
      await remind()
      if (sent.length > days.length) days.push(day)
    }
    expect(days).toEqual([
      '2026-12-04',
      '2026-12-30',
      '2027-01-04',
      '2027-01-11',
      '2027-01-18',
      '2027-01-25',
      '2027-02-01',
    ])
  })

  test('of ten thousand measures list twenty and count the rest', async () => {
    const title = { en: 'A long promise of an invented ministry '.repeat(5).trim() }
    await promised(5, title)
    await house.owner.query(
      `insert into aman.measure (id, agency_id, sector, promised_by, title, promised_on, due_on, entered_by, published_on)
       select gen_random_uuid(), agency_id, sector, promised_by, title, promised_on, due_on - n % 5, entered_by, promised_on
         from aman.measure, generate_series(1, 9999) n`,
    )
    expect(await remind()).toMatchObject({ sent: 1 })
    const [mail] = sent
    expect(mail?.subject).toContain('Measures with a deadline: 10000')
    expect(mail?.text.match(/^- /gm)).toHaveLength(3 * 20)
    expect(mail?.text).toContain('And 9,980 more.')
    expect(mail?.text.length).toBeLessThan(30_000)
  })

  test('hold a title on one line, whatever signs are in it', async () => {
    const id = await promised(5, { en: 'Plan\n\nAll measures: https://elsewhere.example\u2028{count} <b>%s</b>' })
    must(await run(house, author, publishMeasure, { measureId: id, version: 1 }))
    await remind()
    const line = sent[0]?.text.split('\n').findLast(each => each.includes('elsewhere.example'))
    expect(line).toContain(
      'due within a week, by Nov 29, 2026: Plan All measures: https://elsewhere.example {count} <b>%s</b>',
    )
  })
})

describe('of processes that remind at once', () => {
  test('ten write one mail to each coordinator', async () => {
    const others = await Promise.all(
      Array.from({ length: 4 }, async () => coordinator(await addStaff(house, author.agencyId, 'coordinator'))),
    )
    await promised(5)
    await Promise.all(Array.from({ length: 10 }, () => remind()))
    expect(sent.map(each => each.to).sort()).toEqual([author, ...others].map(addressOf).sort())
  })

  test('one whose clock is a day ahead says nothing again', async () => {
    await promised(5)
    const ahead = { ...house.house, clock: () => noonOf(addDays(TODAY, 1)) }
    const first = remind()
    const second = remindOnce(ahead, house.address, mailer)
    await Promise.all([first, second])
    expect(sent).toHaveLength(1)
  })
})

describe('a mail that did not leave', () => {
  test('is written the next time, and once', async () => {
    await promised(5)
    delivery = { to: 'unreachable', code: 'ECONNECTION' }
    expect(await remind()).toMatchObject({ sent: 0, unreachable: 1 })
    delivery = { to: 'sent' }
    expect(await remind()).toMatchObject({ sent: 1 })
    expect(await remind()).toMatchObject({ sent: 0 })
  })

  test('because one address is refused keeps no other back; where the server takes nothing the rest is not tried', async () => {
    for (let at = 0; at < 2; at++) await coordinator(await addStaff(house, author.agencyId, 'coordinator'))
    await promised(5)
    const refusesOne: Mailer = {
      kept: null,
      send: async mail =>
        mail.to === addressOf(author) ? { to: 'refused', code: 'EENVELOPE 550' } : mailer.send(mail),
    }
    delivery = { to: 'unreachable', code: 'ECONNECTION' }
    expect(await remind()).toMatchObject({ unreachable: 1 })
    delivery = { to: 'sent' }
    expect(await remind(refusesOne)).toEqual({ sent: 2, refused: 1, later: 0, unreachable: 0 })
    expect(await remind()).toMatchObject({ sent: 1 })
  })

  test('from a process that dies once it has left, and before that is on record, is written again: the same mail, by its id', async () => {
    await promised(5)
    const dies: Mailer = {
      kept: null,
      send: async mail => {
        const answer = await mailer.send(mail)
        await house.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'aman reminders' and datname = current_database()`,
        )
        return answer
      },
    }
    await expect(remind(dies)).rejects.toThrow()
    await remind()
    await remind()
    expect(sent).toHaveLength(2)
    expect(sent[0]).toEqual(sent[1])
  })
})

describe('on the page of a measure', () => {
  const shown = async (test: TestHouse, id: string) => {
    const cookie = await cookieFor(test, author)
    return (await appOf(test).request(`/en/measures/${id}`, { headers: { cookie } })).text()
  }

  test('stands the day of the next reminder, or that nobody is reminded', async () => {
    const id = await promised(40)
    expect(await shown({ ...house, house: { ...house.house, mailer: null } }, id)).toContain('No mail is set up here')
    const withMail = { ...house, house: { ...house.house, mailer } }
    expect(await shown(withMail, id)).toMatch(/The coordinators of .+ are reminded by mail on Dec 4, 2026/)
    must(await run(house, author, withdrawMeasure, { measureId: id, version: 1, why: 'Invented' }))
    expect(await shown(withMail, id)).not.toContain('reminded')
  })
})

test('whom the program reminded, none of its own connections may know or change', async () => {
  const sql = rawSql(house)
  for (const statement of [
    'select * from aman.measure_reminder',
    `insert into aman.measure_reminder values ('${author.userId}', '2026-11-24')`,
    `update aman.measure_reminder set mailed_on = '2026-11-24'`,
    'delete from aman.measure_reminder',
  ])
    await sql.refused(author, statement)
})
