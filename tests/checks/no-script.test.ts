import { afterAll, beforeAll, expect, test } from 'vitest'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { type Island, islands, leaving, stylesheet } from '#server/http/assets.ts'
import { parts } from '#start/parts.ts'
import { planTour, type Tour } from '#tests/support/browser-addresses.ts'
import { ask, publicPages, type Shown } from '#tests/support/browser-public.ts'
import { type App, appOf, cookieFor } from '#tests/support/client.ts'
import { forbiddenIn, scriptTag } from '#tests/support/forbidden.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

const here = (href: string) => `${house.house.settings.origin}${href}`

/** Every page may run the one file that leaves it, and brings it; nothing else. An answer that is no page runs nothing. */
function faultsOf({ name, text, response }: Shown, policy = `${POLICY}; script-src ${here(leaving.href)}`): string[] {
  const rest = text.replace(scriptTag(leaving.href), '')
  const found = forbiddenIn(rest).map(what => `${name}: ${what}`)
  const expected = rest === text ? POLICY : policy
  if (rest === text && text.startsWith('<!doctype')) found.push(`${name}: cannot be left at once`)
  return response.headers.get('content-security-policy') === expected ? found : [...found, `${name}: another policy`]
}

/** A page that declares an island brings that one file besides; without it, it is a page like every other. */
function faultsWithIsland(shown: Shown, island: Island): string[] {
  const { href } = islands[island]
  const without = shown.text.replace(scriptTag(href), '')
  const found = faultsOf(
    { ...shown, text: without },
    `${POLICY}; script-src ${here(leaving.href)} ${here(href)}; connect-src 'self'`,
  )
  return without === shown.text ? [...found, `${shown.name}: not its island`] : found
}

let house: TestHouse
let app: App
let tour: Tour

beforeAll(async () => {
  house = await openTestHouse({ demo: true, dev: true })
  app = appOf(house)
  tour = await planTour(house)
}, 120_000)
afterAll(() => house.close())

async function cookies(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const [role, signIn] of tour.signIns) {
    const { response } = await ask(app, { path: '/en/sign-in', form: { ...signIn } })
    found.set(
      role,
      response.headers
        .getSetCookie()
        .map(each => each.split(';')[0])
        .join('; '),
    )
  }
  return found
}

test('the tour leads to every page of the program', () => {
  const visited = new Set(tour.stops.map(each => each.page))
  const pages = parts.pages.filter(each => !each.file).map(each => each.path)
  expect(pages.filter(path => !visited.has(path))).toEqual([])
})

test('one page may run one file of ours; whoever adds another decides it here', () => {
  expect(parts.pages.filter(each => each.island).map(each => each.path)).toEqual(['/hotline/queue'])
})

test('no other page of the desk asks a browser for script, and none for inline style or another host', async () => {
  const session = await cookies()
  const faults: string[] = []
  for (const [index, { role, path, page }] of tour.stops.entries()) {
    const language = STAFF_LANGUAGES[index % STAFF_LANGUAGES.length] ?? 'en'
    const shown = await ask(app, { path: `/${language}${path}`, cookie: session.get(role) ?? '' })
    expect(shown.response.status, shown.name).toBe(200)
    const island = parts.pages.find(each => each.path === page)?.island
    faults.push(...(island ? faultsWithIsland(shown, island) : faultsOf(shown)))
  }
  expect(faults).toEqual([])
})

test('nor does a page before the sign-in, a refused form, the reference, or an address that leads nowhere', async () => {
  const real = await openTestHouse()
  const pages = [...(await publicPages(house, app, 'en')), ...(await publicPages(real, appOf(real), 'kk'))]
  for (const path of ['/api', '/nowhere', '/en/nowhere', '/api/v1/nowhere']) pages.push(await ask(app, { path }))
  await real.close()
  expect(pages.flatMap(each => faultsOf(each))).toEqual([])
})

test('what a person typed stays text, wherever it is shown', async () => {
  const actor = await addStaff(house, await addAgency(house), 'case-worker')
  const typed = `"><script>alert(1)</script><img src=x onerror=alert(1)>' style="x" javascript:alert(1)`
  const caseId = await openedCase(house, actor, { wish: typed, identity: { name: typed, safeSay: typed } })
  const cookie = await cookieFor(house, actor)
  for (const path of ['', '/identity']) {
    const { text } = await ask(app, { path: `/en/cases/${caseId}${path}`, cookie })
    expect(text).toContain('alert(1)')
    expect(text.replace(scriptTag(leaving.href), '')).not.toMatch(/<script|<img/)
  }
})

test('the stylesheet loads nothing', async () => {
  expect(stylesheet.body).not.toMatch(/url\(|@import|@font-face|expression\(/i)
})
