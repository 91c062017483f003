import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '#features/protection/cases/open-case.ts'
import { OpenCase } from '#features/protection/cases/record.ts'
import { answer, type Desk, hidden, note, openDesk } from '#tests/support/screening-desk.ts'
import { must, run } from '#tests/support/thread.ts'

const MARKER = 'Zhalgyzqaragai-marker'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.test.close())

/** Every table in which the text stands, as text or within bytes. */
async function tablesHolding(text: string): Promise<string[]> {
  const found: string[] = []
  const { rows: tables } = await desk.test.owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('aman', 'auth') order by 1",
  )
  for (const { name } of tables) {
    const { rows } = await desk.test.owner.query(
      `select from ${name} x where position($1 in x::text) > 0 or position(encode($1::text::bytea, 'hex') in x::text) > 0 limit 1`,
      [text],
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}

test('an officer of another agency finds nothing', async () => {
  const id = await desk.begun()
  for (const rest of ['', '/check', '/exploitation']) {
    expect((await desk.open(`/en/screenings/${id}${rest}`, desk.strangerCookie)).status).toBe(404)
  }
  const { html } = await desk.open('/en/screenings/new', desk.strangerCookie)
  const form = { _form: hidden(html, '_form'), version: '1' }
  expect((await desk.send(`/en/screenings/${id}/exploitation`, form, desk.strangerCookie)).status).toBe(404)
  expect((await desk.send(`/en/screenings/${id}/check`, form, desk.strangerCookie)).status).toBe(404)
  expect((await desk.open('/en/screenings', desk.strangerCookie)).html).not.toContain(id)
})

test('what was heard lies in the database as ciphertext only', async () => {
  const id = await desk.begun()
  const question = 'coercion_at_destination.debt_bondage'
  await desk.fill(`/en/screenings/${id}/coercion_at_destination`, {
    [answer(question)]: 'yes',
    [note(question)]: MARKER,
  })
  expect((await desk.open(`/en/screenings/${id}/check`)).html).toContain(MARKER)
  expect(await tablesHolding('cn-khorgos')).toEqual(['aman.screening'])
  expect(await tablesHolding(MARKER)).toEqual([])
})

test('once a case is open the result leads to it', async () => {
  const id = await desk.begun()
  await desk.fill(`/en/screenings/${id}/check`, {})
  expect((await desk.open(`/en/screenings/${id}`)).html).toContain(`/en/cases/new?screeningId=${id}`)
  const whole = { ageGroup: 'adult', personGroup: 'men', openedFrom: 'screening', screeningId: id }
  const opened = must(await run(desk.test, desk.officer, openCase, OpenCase.parse(whole)))
  const { html } = await desk.open(`/en/screenings/${id}`)
  expect(html).toContain(`/en/cases/${opened.id}`)
  expect(html).not.toContain('/cases/new')
})
