import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, appOf, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type PlainBrowser, plainBrowser } from '#tests/support/plain-browser.ts'
import { readPdf } from '#tests/support/read-pdf.ts'

let house: TestHouse
let browser: PlainBrowser
let app: App
let token: string

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  const officer = await addActor(house, 'officer')
  browser = await plainBrowser(house, officer)
  app = appOf(house)
  token = await tokenFor(house, officer)
})
afterAll(() => house.close())

const asked = (query: string) =>
  app.request(`/api/v1/instruments/${query}`, { headers: { authorization: `Bearer ${token}` } })

test('an officer goes from the screenings to a card in two languages, without script', async () => {
  expect((await browser.open('/screenings')).text).toContain('href="/en/instruments/cards"')
  const list = await browser.open('/instruments/cards')
  expect(list.text).toContain('/en/instruments/cards/border-card/1')
  const choice = await browser.open('/instruments/cards/border-card/1')
  expect(choice.text).toContain('method="get"')
  for (const language of ['ru', 'kk'])
    expect((await browser.open('/instruments/cards/border-card/1', language)).status).toBe(200)
  const file = await browser.open('/instruments/cards/border-card/1?language=kk&second=tg&format=a6')
  expect(file.text.slice(0, 5)).toBe('%PDF-')
})

test('what cannot be printed is said on the page on which it was chosen', async () => {
  const at = '/instruments/cards/ilo-labour-adult/1'
  const unspoken = await browser.open(`${at}?language=tg&second=&format=a4`)
  expect(unspoken.text).toContain('These questions do not exist in that language')
  const wrong = await browser.open(`${at}?language=xx&format=a3`)
  expect(wrong.text).toContain('id="format-error"')
  for (const path of ['/instruments/cards/nothing/1', '/instruments/cards/border-card/9', '/instruments/cards/%00/x'])
    expect((await browser.open(path)).status).toBe(404)
})

test('a program fetches the newest card, or learns why there is none', async () => {
  const answer = await asked('border-card/card?language=ky')
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toContain('border-card-1-ky-a6.pdf')
  const pdf = await readPdf(new Uint8Array(await answer.arrayBuffer()))
  expect(pdf.language).toBe('ky')
  await pdf.close()
  expect((await asked('border-card/card?language=ky&version=9')).status).toBe(404)
  expect((await asked('ilo-labour-adult/card?language=uz')).status).toBe(422)
  expect((await asked('border-card/card?language=ky&format=a3')).status).toBe(400)
})
