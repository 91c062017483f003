import type { Page } from 'playwright-core'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { faultsOn, overflowOf, shapesSeen } from './browser-axe.ts'
import type { Post } from './field-post.ts'

const HEIGHT = 844
/** The narrowest telephone; a desk of 1280 px at 200 %; that desk; and a telephone, last, so that what follows is done on one. */
const WIDTHS = [320, 640, 1280, 390]
/** What shows where a browser or a catalogue has no words. */
const WORDLESS = /\bM\d\d\b|\{\w*\}|undefined|NaN|Invalid Date/

/** Looks at the page that is open, in every language of the desk, and comes back to it in the first. */
export function touring({ page, main, open, path }: Post) {
  const faults: string[] = []
  const seenBefore = shapesSeen()
  const addresses = new Set<string>()
  const titles = new Set<string>()
  page.on('framenavigated', frame => addresses.add(frame.url()))

  async function tooWide(where: string): Promise<void> {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT })
      const over = await overflowOf(page)
      if (over > 0) faults.push(`${where}, ${width} px: ${over} px too wide`)
    }
    // A telephone whose letters are set twice as large.
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    const over = await overflowOf(page)
    if (over > 0) faults.push(`${where}, large letters: ${over} px too wide`)
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  }

  async function look(where: string): Promise<void> {
    titles.add(await page.title())
    await tooWide(where)
    const wordless = WORDLESS.exec(await main.innerText())
    if (wordless) faults.push(`${where}: shows ${wordless[0]}`)
    if (!(await seenBefore(page)))
      faults.push(...(await faultsOn(page, 'all but contrast')).map(each => `${where}: ${each}`))
  }

  /** Colours are the same in every language. */
  async function lookAtColours(where: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      faults.push(...(await faultsOn(page, 'contrast')).map(each => `${where}, ${colorScheme}: ${each}`))
    }
  }

  return {
    faults,
    addresses,
    titles,
    look,
    async examine(name: string): Promise<void> {
      const at = path()
      for (const language of STAFF_LANGUAGES) {
        await open(at, language)
        await look(`${name} in ${language}`)
      }
      await open(at)
      await lookAtColours(name)
    },
  }
}

/** A hand that has a keyboard and nothing else. */
export function keyboardOf(page: Page) {
  const unseen: string[] = []
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement ?? document.body
      // The answers to a question show it on the word beside the circle.
      const word = at.closest('.answers') && at.nextElementSibling
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(word ?? at)
      const shown = at === document.body || (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      return { text: at.textContent?.trim() ?? '', name: at.getAttribute('name') ?? '', shown }
    })
  return {
    unseen,
    /** Goes on from field to field until the one with this text or, where it has none, this name. */
    async to(which: string): Promise<void> {
      for (let presses = 0; presses < 90; presses++) {
        await page.keyboard.press('Tab')
        const { text, name, shown } = await focused()
        if (!shown) unseen.push(text || name)
        if (text === which || name.startsWith(which)) return
      }
      throw new Error(`the keyboard does not come to ${which} on ${page.url()}`)
    },
    press: (key: string) => page.keyboard.press(key),
    type: (text: string) => page.keyboard.type(text),
    enter: () => Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]),
  }
}
