import { expect, test } from 'vitest'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { planTour } from '#tests/support/browser-addresses.ts'
import { examining, faultsOn, overflowOf } from '#tests/support/browser-axe.ts'
import { serveTestHouse } from '#tests/support/browser-house.ts'

test('plan pages', async () => {
  const served = await serveTestHouse({ demo: true, dev: true })
  const t0 = Date.now()
  const tour = await planTour(served.test)
  console.log('tour planned in', Date.now() - t0)
  const browser = await openBrowser()
  const faults: string[] = []
  const roles = new Map<string, typeof tour.stops>()
  for (const stop of tour.stops.filter(
    each =>
      each.page.includes('/plan') ||
      (each.role === 'case-worker' && (each.page === '/' || each.page === '/cases/:caseId')),
  )) {
    roles.set(stop.role, [...(roles.get(stop.role) ?? []), stop])
  }
  const pages = new Set<string>()
  for (const [role, stops] of roles) {
    const context = await examining(browser)
    const page = await context.newPage()
    const { email, password } = tour.signIns.get(role as never) as never as { email: string; password: string }
    await page.goto(`${served.origin}/en/sign-in`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Sign in' }).click()])
    for (const [index, stop] of stops.entries()) {
      pages.add(stop.page)
      for (const width of [320, 390, 1280]) {
        const language = STAFF_LANGUAGES[(index + (width === 1280 ? 0 : 1)) % 3]
        const answer = await page.goto(`${served.origin}/${language}${stop.path}`)
        if (answer?.status() !== 200) {
          faults.push(`${role} ${stop.path} ${answer?.status()}`)
          continue
        }
        await page.setViewportSize({ width, height: 800 })
        const over = await overflowOf(page)
        if (over > 0) faults.push(`${language} ${stop.path} ${width} ${over} too wide`)
        if (width !== 320) {
          faults.push(...(await faultsOn(page)).map(each => `${language} ${stop.path} ${width}: ${each}`))
          if (role === 'case-worker' || role === 'service-provider')
            await page.screenshot({
              path: `/tmp/support-shots/${role}-${stop.page.replaceAll(/[/:]/g, '_')}-${index}-${width}-${language}.png`,
              fullPage: true,
            })
        }
      }
    }
    await context.close()
  }
  console.log([...pages].join('\n'))
  await browser.close()
  await served.close()
  expect(faults).toEqual([])
}, 400_000)
