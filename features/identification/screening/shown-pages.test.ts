import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIMENSIONS } from '#knowledge/schema/instrument.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { transact } from '#server/db/transact.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { addStaff } from '#tests/support/house.ts'
import { type Desk, openDesk } from '#tests/support/screening-desk.ts'
import { must, run } from '#tests/support/thread.ts'
import { beginScreening } from './begin-screening.ts'
import { completeScreening } from './complete-screening.ts'
import { onServer } from './on-server.ts'
import { screeningPages } from './routes.ts'

const NEVER = /victim|жертв|құрбан|жәбірленуш/i

const [screeningsPage, startPage, resultPage, checkPage, dimensionPage] = screeningPages as [
  Page,
  Page,
  Page,
  Page,
  Page,
]

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.test.close())

/** A page by its function alone, as one language shows it. */
async function shown(page: Page, language: Language, params: Record<string, string>): Promise<string> {
  const visit: Visit = {
    t: desk.test.house.words.in(language),
    url: new URL('http://127.0.0.1/'),
    params,
    query: {},
    typed: {},
    problems: [],
    refusal: null,
    byItself: false,
    token: 'token',
    href: path => `/${language}${path}`,
  }
  const result = await transact(desk.test.house, desk.officer, ctx => page.show(ctx, visit))
  const screen = must(result)
  if ('file' in screen) throw new Error('a file in place of a page')
  return `${screen.title}\n${renderToString(screen.body)}`
}

describe('what is shown', () => {
  test('a whole result in each language: next step first, reasons, sections, never the forbidden word', async () => {
    const begin = { situation: 'workplace', ageGroup: 'adult', language: 'uz' } as const
    const { id } = must(await run(desk.test, desk.officer, onServer(beginScreening), begin))
    const instrument = desk.test.house.knowledge.latest('ilo-labour-adult')
    let version = 1
    for (const dimension of instrument?.dimensions ?? []) {
      const answers = Object.fromEntries(dimension.indicators.map(each => [`${dimension.key}.${each.id}`, 'yes']))
      version = must(await desk.save(id, dimension.key, answers, version)).version
    }
    must(await run(desk.test, desk.officer, onServer(completeScreening), { screeningId: id, version }))
    for (const language of STAFF_LANGUAGES) {
      const html = await shown(resultPage, language, { screeningId: id })
      expect(html).not.toMatch(NEVER)
      for (const dimension of instrument?.dimensions ?? []) {
        expect(html).toContain(dimension.title[language])
        for (const each of dimension.indicators) expect(html).toContain(each.question[language])
      }
      expect(html.indexOf('<h1>')).toBeLessThan(html.indexOf('116 16'))
      expect(html.indexOf('116 16')).toBeLessThan(html.indexOf('class="dimensions"'))
    }
    expect(await shown(resultPage, 'en', { screeningId: id })).toContain(
      'Signs of trafficking in persons for forced labour',
    )
  })

  test('a child of uncertain age: exploitation is enough, and the rule is cited', async () => {
    const begin = { situation: 'street', ageGroup: 'uncertain', language: 'ru' } as const
    const { id } = must(await run(desk.test, desk.officer, onServer(beginScreening), begin))
    const answers = { 'exploitation.excessive_hours': 'yes', 'exploitation.low_no_salary': 'yes' }
    const { version } = must(await desk.save(id, 'exploitation', answers, 1))
    must(await run(desk.test, desk.officer, onServer(completeScreening), { screeningId: id, version }))
    const html = await shown(resultPage, 'en', { screeningId: id })
    expect(html).toContain('Signs of trafficking of a child for labour')
    expect(html).toContain('signs of exploitation are enough')
    expect(html).toContain('art. 21(2)')
    expect(await shown(resultPage, 'kk', { screeningId: id })).not.toMatch(NEVER)
  })

  test('no page shows the forbidden word to a reader', async () => {
    const id = await desk.begun({ language: 'ru' })
    const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ')
    for (const language of STAFF_LANGUAGES) {
      for (const page of [screeningsPage, startPage, checkPage]) {
        expect(text(await shown(page, language, { screeningId: id }))).not.toMatch(NEVER)
      }
      for (const dimension of DIMENSIONS) {
        expect(text(await shown(dimensionPage, language, { screeningId: id, dimension }))).not.toMatch(NEVER)
      }
    }
  })

  test('the list is paged, tells drafts from results and belongs to the agency', async () => {
    const colleague = await addStaff(desk.test, desk.officer.agencyId, 'case-worker')
    const begin = { situation: 'phone', ageGroup: 'adult', language: 'ru' } as const
    // Newer than all that was begun before in this file, so that they come first.
    desk.test.setTime(new Date(desk.test.house.clock().getTime() + 60_000))
    for (let count = 0; count < 3; count++) must(await run(desk.test, colleague, onServer(beginScreening), begin))
    const first = await desk.open('/en/screenings?limit=2')
    expect(first.html.match(/<tr>/g)).toHaveLength(3)
    expect(first.html).toContain('rel="next"')
    expect(first.html).toContain('Continue')
    expect((await desk.open('/en/screenings?status=completed')).html).toContain('refer now')
    expect((await desk.open('/en/screenings?status=completed')).html).not.toContain('Continue')
    expect((await desk.open('/en/screenings?cursor=nonsense')).status).toBe(404)
  })
})
