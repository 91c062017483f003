import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Axe = typeof axe

/** Half a megabyte of script, which each page of a context that has it loads: twice as long as the page itself takes. */
const EXAMINER = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Gives the examiner to every page of a context, in every frame, or axe waits for those that do not answer. */
export const bringExaminer = (context: BrowserContext) => context.addInitScript({ content: EXAMINER })

/** A context whose pages can be examined. Our pages hold no script of their own; the examiner is one. */
export async function examining(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ bypassCSP: true })
  await bringExaminer(context)
  return context
}

/** The page without its menu, its words and its addresses: all that axe judges but the menu and the colours. */
const shapeOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const shape = (document.querySelector('main') ?? document.body).cloneNode(true) as Element
    const texts = document.createTreeWalker(shape, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) texts.currentNode.nodeValue = texts.currentNode.nodeValue?.trim() ? 'x' : ''
    // What names or leads to something keeps standing as it is: ids, labels' targets, languages of parts, places on the page.
    const saying = ['aria-label', 'title', 'alt', 'placeholder', 'value', 'href', 'action', 'src', 'datetime']
    for (const each of shape.querySelectorAll('*'))
      for (const name of saying) if (/^\s*[^#\s]/.test(each.getAttribute(name) ?? '')) each.setAttribute(name, 'x')
    return shape.outerHTML
  })

/** Answers for each page whether one of its shape was asked about before. */
export function shapesSeen(): (page: Page) => Promise<boolean> {
  const seen = new Set<string>()
  return async page => {
    const shape = await shapeOf(page)
    const before = seen.has(shape)
    seen.add(shape)
    return before
  }
}

/** `contrast` takes most of the time, and is the same for one page at any width. */
type Asked = 'everything' | 'contrast' | 'all but contrast'

/** What axe finds on the page as it stands: the rule, the first element, and why. */
export async function faultsOn(page: Page, asked: Asked = 'everything'): Promise<string[]> {
  const runOnly: axe.RunOnly =
    asked === 'contrast' ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: RULES }
  const rules = asked === 'all but contrast' ? { 'color-contrast': { enabled: false } } : {}
  const violations = await page.evaluate(
    async options => (await (window as unknown as { axe: Axe }).axe.run(document, options)).violations,
    { runOnly, rules, resultTypes: ['violations' as const] },
  )
  return violations.map(({ id, nodes }) => {
    const why = nodes[0]?.failureSummary?.split('\n').slice(1).join(' ').trim()
    return `${id} (${nodes.length}): ${nodes[0]?.target.join(' ')}: ${why}`
  })
}

/** How far the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const seenBefore = shapesSeen()

/**
 * All that is wrong with a page on the narrowest telephone and on a desk. Its width is asked each time, since words differ in
 * length; axe looks once at pages of one shape.
 */
export async function faultsAt(page: Page, address: string): Promise<string[]> {
  await page.goto(address)
  const isKnown = await seenBefore(page)
  const faults: string[] = []
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await overflowOf(page)
    if (over > 0) faults.push(`${over} px too wide at ${width}`)
    if (!isKnown) faults.push(...(await faultsOn(page, width === 320 ? 'everything' : 'all but contrast')))
  }
  return faults.map(fault => `${address} ${fault}`)
}
