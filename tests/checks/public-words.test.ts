import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { parts } from '#start/parts.ts'
import { ask } from '#tests/support/browser-public.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'

let house: TestHouse
let app: App
beforeAll(async () => {
  house = await openTestHouse()
  app = appOf(house)
})
afterAll(() => house.close())

/** What a reader sees, without what is marked as another language. */
const seen = (html: string) =>
  html
    .replaceAll(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<(input|textarea|select)\b[^>]*>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')

/** A day as programs write it. */
const bareDays = (html: string): string[] => seen(html).match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? []

/** Every page that a public address leads to, in the languages that it has. */
const paths = () =>
  parts.publicRoutes
    .filter(each => each.method === 'get' && each.languages && !each.wordless)
    .flatMap(route => route.each?.(house.house) ?? (route.path.includes(':') ? [] : [route.path]))

describe.each(PUBLIC_LANGUAGES)('in %s', language => {
  test('every public page says its language, whether anybody has reviewed its words, and days as people write them', async () => {
    const { words } = house.house
    const faults: string[] = []
    let opened = 0
    for (const path of paths()) {
      const { response, text } = await ask(app, { path: `/${language}${path === '/' ? '' : path}` })
      // A form that was sent to an address leads on from there.
      if (response.status === 303) continue
      opened += 1
      if (!text.includes(`<html lang="${language}"`)) faults.push(`${path}: language`)
      if (!words.reviewed(language) && !text.includes(words.in(language)('shell.unreviewed')))
        faults.push(`${path}: does not say that its words are not reviewed`)
      faults.push(...bareDays(text).map(day => `${path}: ${day}`))
    }
    expect(opened).toBeGreaterThan(2)
    expect(faults).toEqual([])
  })
})

test('a bare day would be found, and one in an attribute or a field is none', () => {
  expect(bareDays('<p>since 2024-09-05</p>')).toEqual(['2024-09-05'])
  expect(bareDays('<time datetime="2024-09-05">5 September</time><input value="2024-09-05">')).toEqual([])
})
