import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { SendingState as State } from '#domain/sending/kept.ts'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { listen } from '#start/server.ts'
import { type Mishap, openBadRoad } from './bad-road.ts'
import { bringExaminer } from './browser-axe.ts'
import { openTelephone } from './field-browser.ts'
import { addActor, openTestHouse } from './house.ts'
import { must, run } from './thread.ts'

/** Long enough to look at what is on its way meanwhile. */
const SILENCE_MS = 6000
const SENDING = '/api/v1/field/screenings'

export type Post = Awaited<ReturnType<typeof openPost>>

/** An officer at a border post with a telephone, and a road to the server on which things happen. */
export async function openPost() {
  let mishap: Mishap = 'none'
  const road = await openBadRoad(address => (address === SENDING ? mishap : 'none'), SILENCE_MS)
  const house = await openTestHouse({ demo: true, origin: road.origin })
  // A telephone has no other clock than the real one.
  house.setTime(new Date())
  const listening = await listen(house.house)
  road.leadTo(listening.port)
  const officer = await addActor(house, 'officer')
  const phone = await openTelephone(road.origin)
  const page = await phone.start(true)
  await bringExaminer(page.context())
  const t = house.house.words.in('en')
  const hand = handOn(page, road.origin)
  return {
    house,
    officer,
    page,
    t,
    ...hand,
    ...asking(page, hand, t),
    /** What happens from now on to screenings on the road; to what else the device asks, nothing, or it would send none. */
    meets(next: Mishap) {
      mishap = next
    },
    code: async () => must(await run(house, officer, makeOwnCode, { label: 'Invented phone' })).code,
    async close() {
      await phone.close()
      await listening.stop()
      await road.close()
      await house.close()
    },
  }
}

/** What the officer does with the page that is open. */
function handOn(page: Page, origin: string) {
  const main = page.locator('main')
  const press = async (name: string) => {
    const button = main.getByRole('button', { name, exact: true }).first()
    await Promise.all([page.waitForEvent('load'), button.click()])
  }
  return {
    main,
    press,
    origin,
    open: (path: string, language = 'en') => page.goto(`${origin}/field/${language}${path}`),
    /** The address without the language. */
    path: () => page.url().replace(/^.*\/field\/[a-z]{2}/, ''),
    answer: (answer: string) => main.locator(`input[type=radio][value=${answer}]`).first().check(),
  }
}

/** Asks by the border card, with the words of the page. */
function asking(page: Page, { main, open, path, press, answer }: ReturnType<typeof handOn>, t: Translate) {
  async function begin(): Promise<string> {
    await open('/screenings/new')
    await page.check('[name=situation][value=border]')
    await page.check('[name=ageGroup][value=adult]')
    await page.selectOption('[name=language]', 'uz')
    await press(t('screening.begin'))
    return /[0-9a-f-]{36}/.exec(path())?.[0] ?? ''
  }
  async function finish(): Promise<void> {
    await begin()
    while (!path().endsWith('/check')) {
      await answer('yes')
      await press(t('screening.save-continue'))
    }
    await press(t('screening.complete'))
  }
  const shown = async (state: State) => {
    await open('/screenings')
    return main.getByText(t(`field-app.state-${state}`), { exact: true }).count()
  }
  return {
    begin,
    finish,
    /** Until a screening on the list stands like this. */
    stands: (state: State) => expect.poll(() => shown(state), { timeout: 30_000, interval: 250 }).toBeGreaterThan(0),
  }
}
