import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Axe = typeof axe

/** A context whose pages can be examined. Our pages hold no script of their own; the examiner is one. */
export async function examining(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ bypassCSP: true })
  // In every frame, or axe waits for those that do not answer.
  await context.addInitScript({ content: axe.source })
  return context
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
