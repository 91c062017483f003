import { afterAll, beforeAll, expect, test } from 'vitest'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

let house: TestHouse
let cookie: string
beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  cookie = await cookieFor(house, await addActor(house, 'analyst'))
})
afterAll(() => house.close())

const asked = (of: TestHouse, language: string) => appOf(of).request(`/${language}/demo/mails`, { headers: { cookie } })

test('a demonstration shows the mails that it would have sent, as text, in each language of the desk', async () => {
  expect(await (await asked(house, 'en')).text()).toContain('No mail has been written yet.')
  const text = 'Line one\n<script>alert(1)</script>'
  await house.house.mailer?.send({ id: 'one', to: 'invented@agency.example', subject: 'Measures: 1', text })
  for (const language of STAFF_LANGUAGES) {
    const html = await (await asked(house, language)).text()
    expect(html).toContain('invented@agency.example')
    expect(html).toContain('Line one\n&lt;script>')
  }
})

test('nobody else has such a page, and in a demonstration nobody who is not signed in', async () => {
  const { settings } = house.house
  const inUse = { ...house, house: { ...house.house, settings: { ...settings, demo: false } } }
  expect((await asked(inUse, 'en')).status).toBe(404)
  expect((await appOf(house).request('/en/demo/mails')).status).toBe(303)
})
