import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { openPool } from '#server/db/client.ts'
import { buildApp } from '#server/http/app.ts'
import { leaving, stylesheet } from '#server/http/assets.ts'
import { publicPaths } from '#server/http/site-map.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { forbiddenIn, scriptTag } from '#tests/support/forbidden.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openPublicSite, type PublicPage } from '#tests/support/public-site.ts'
import { MOST, WAYS } from '#tests/support/weight.ts'

let site: TestHouse
let app: App
let pages: PublicPage[]

beforeAll(async () => {
  site = await openTestHouse()
  await addStaff(site, await addAgency(site, { kind: 'hotline' }), 'hotline-operator')
  app = appOf(site)
  pages = await openPublicSite(app, site.house)
}, 120_000)
afterAll(() => site?.close())

const wrong = (where: (page: PublicPage) => boolean) => pages.filter(where).map(each => each.address)
const titleOf = ({ text }: PublicPage) => /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? ''
const headingOf = ({ text }: PublicPage) => (/<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1] ?? '').replaceAll(/<[^>]*>/g, '')

test('every public page opens, in every language', () => {
  expect(pages.length).toBeGreaterThan(2 * PUBLIC_LANGUAGES.length)
  expect(wrong(each => each.status !== 200)).toEqual([])
})

test.each(Object.entries(WAYS))('each fits with the stylesheet into 14,000 bytes by %s', (name, weigh) => {
  const style = weigh(stylesheet.body)
  const weights = pages.map(({ address, text }) => ({ address, bytes: style + weigh(text) }))
  const heaviest = weights.toSorted((one, other) => other.bytes - one.bytes).slice(0, 10)
  const lines = heaviest.map(each => `${String(each.bytes).padStart(6)}  ${each.address}`)
  console.log(
    `The heaviest of ${pages.length} public pages, HTML and CSS by ${name}, of at most ${MOST}:\n${lines.join('\n')}`,
  )
  expect(weights.filter(each => each.bytes > MOST)).toEqual([])
})

test('none needs script, inline style or another host', () => {
  const found = pages.flatMap(({ address, text }) => {
    const rest = text.replace(scriptTag(leaving.href), '')
    return [...(rest === text ? ['cannot be left at once'] : []), ...forbiddenIn(rest)].map(
      what => `${address}: ${what}`,
    )
  })
  expect(found).toEqual([])
})

/** Stems of what nobody should read over a shoulder or in a history. */
const TELLING =
  /help|traffick|exploit|slave|victim|right|hotline|tip|помощ|торговл|эксплуат|рабств|прав[аоу]|көмек|сауда|қанау|құқық|yordam|savdo|huquq|жардам|соода|кордоо|укук|ёрӣ|кӯмак|савдо|истисмор|ҳуқуқ/iu

test('the title tells a stranger nothing', () => {
  const telling = pages.filter(each => TELLING.test(titleOf(each)) || titleOf(each) === headingOf(each))
  expect(telling.map(each => `${each.address}: ${titleOf(each)}`)).toEqual([])
  expect(wrong(each => titleOf(each).trim() === '')).toEqual([])
})

test('each says its language, has one heading of the first rank, and leads to itself in the other languages', () => {
  expect(wrong(({ text, language }) => !text.startsWith(`<!doctype html><html lang="${language}"`))).toEqual([])
  expect(wrong(({ text }) => text.match(/<h1\b/g)?.length !== 1)).toEqual([])
  const alone = wrong(({ text, address, language }) =>
    PUBLIC_LANGUAGES.some(
      each => each !== language && !text.includes(`<a href="/${each}${address.slice(3)}" lang="${each}"`),
    ),
  )
  expect(alone).toEqual([])
})

test('nothing is kept of who reads: no cookie, and no page in a cache', () => {
  expect(wrong(({ headers }) => headers.getSetCookie().length > 0)).toEqual([])
  expect(wrong(({ headers }) => headers.get('cache-control') !== 'no-store')).toEqual([])
})

test('on paper a page ends with its address and the day', () => {
  const { origin } = site.house.settings
  // A form of one's own is nothing to pass on.
  const forPaper = pages.filter(each => /^\/..(\/(about|help|guides)\b.*)?$/.test(each.address))
  const bare = forPaper.filter(({ text, address }) => !text.includes(`<p class="printed">${origin}${address} · `))
  expect([forPaper.length >= 2 * PUBLIC_LANGUAGES.length, bare.map(each => each.address)]).toEqual([true, []])
})

test('every link of a public page that leads into the program leads somewhere', async () => {
  const links = new Set(
    pages.flatMap(({ text }) => [...text.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)].map(([, to]) => to)),
  )
  const nowhere: string[] = []
  for (const link of links) {
    let to = link ?? ''
    let answer = await app.request(to)
    for (let steps = 0; steps < 3 && answer.status === 303; steps += 1) {
      to = answer.headers.get('location') ?? ''
      answer = await app.request(to)
    }
    // A colleague's page asks a stranger to sign in.
    const astray = to.endsWith('/sign-in') && !link?.endsWith('/sign-in')
    if (answer.status !== 200 || astray) nowhere.push(`${link}: ${answer.status}`)
  }
  expect(nowhere).toEqual([])
}, 60_000)

test('the map of the site lists each page in each language with its others, and nothing that is reached from a page only', async () => {
  const map = await (await app.request('/sitemap.xml')).text()
  const { origin } = site.house.settings
  const paths = publicPaths(site.house, parts.publicRoutes)
  for (const { path, unlisted } of paths) {
    for (const language of PUBLIC_LANGUAGES) {
      expect(map.includes(`<loc>${origin}/${language}${path}</loc>`), path).toBe(!unlisted)
    }
  }
  expect(map.match(/hreflang="tg"/g)?.length).toBe(map.match(/<loc>/g)?.length)
  expect(await (await app.request('/robots.txt')).text()).toContain(`Sitemap: ${origin}/sitemap.xml`)
})

test('what is invented is not found by people who search for help', async () => {
  const { house } = site
  const demo = buildApp({ ...house, settings: { ...house.settings, demo: true } }, parts)
  expect(await (await demo.request('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n')
})

test('with the database away every page is the same to the byte; a message is not taken, which is said, with the number', async () => {
  const { house, address } = site
  const nobody = openPool({ ...address, host: '127.0.0.1', port: 9 }, 2)
  const alone = buildApp({ ...house, pool: nobody }, parts)
  const again = await openPublicSite(alone, house)
  const steady = (each: PublicPage) => !/\/(tip|commitments)$/.test(each.address)
  expect(again.filter(steady).map(each => each.text)).toEqual(pages.filter(steady).map(each => each.text))
  for (const language of PUBLIC_LANGUAGES) {
    const t = house.words.in(language)
    const shown = await alone.request(`/${language}/tip`)
    expect(shown.status).toBe(503)
    expect((await alone.request(`/${language}/commitments`)).status).toBe(503)
    expect(await shown.text()).toMatch(/href="tel:11616"/)
    const body = new URLSearchParams({
      words: 'Invented words of mine',
      about: 'self',
      slip:
        /name="slip" value="([^"]+)"/.exec(pages.find(each => each.address === `/${language}/tip`)?.text ?? '')?.[1] ??
        '',
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = await alone.request(`/${language}/tip`, { method: 'POST', headers, body: body.toString() })
    const text = await sent.text()
    expect(sent.status).toBe(503)
    expect(text).toContain(t('tips.trouble-unreachable'))
    expect(text).toContain('Invented words of mine</textarea>')
    expect(text).toMatch(/href="tel:11616"/)
  }
  await nobody.end()
})
