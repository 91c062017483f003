import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { personTables } from '#tests/support/person-tables.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const column = async (text: string): Promise<string[]> => (await house.owner.query(text)).rows.map(row => row.name)

test('every table that holds a person says what becomes of it when she is erased', async () => {
  const listed = await column('select relation as name from aman.erasure_rule order by 1')
  expect(await personTables(house.owner), 'add the table to aman.erasure_rule').toEqual(listed)
})

test('of what is counted every column says whether it stays, and how', async () => {
  const counted = await column(`select relation as name from aman.erasure_rule where does = 'count'`)
  for (const relation of counted) {
    const fields = await column(
      `select field as name from aman.erasure_field where relation = '${relation}' order by 1`,
    )
    const columns = await column(
      `select column_name::text as name from information_schema.columns where table_schema = 'aman' and table_name = '${relation}' order by 1`,
    )
    expect(fields, `add the column to aman.erasure_field of ${relation}`).toEqual(columns)
  }
})

test('no id, moment, code name or colleague stays of what is counted', async () => {
  const kept = await house.owner.query<{ relation: string; field: string; data_type: string }>(
    `select f.relation, f.field, c.data_type from aman.erasure_field f
       join information_schema.columns c on c.table_schema = 'aman' and c.table_name = f.relation and c.column_name = f.field
      where f.does = 'keep'`,
  )
  expect(kept.rows.filter(row => row.data_type !== 'text')).toEqual([])
  expect(kept.rows.filter(row => /name|_by$|language|place/.test(row.field))).toEqual([])
})
