import { openBrowser } from './tests/support/browser.ts'
const base = 'http://127.0.0.1:4555'
const pages = process.argv.slice(2)
const b = await openBrowser()
for (const [w, h] of [[390, 844], [1280, 900]] as const) {
  const p = await b.newPage({ viewport: { width: w, height: h } })
  for (const path of pages) {
    const r = await p.goto(base + path)
    const name = path.replaceAll(/[^a-z0-9]/gi, '_')
    await p.screenshot({ path: `/tmp/shot-${name}-${w}.png`, fullPage: true })
    const wide = await p.evaluate(() => document.documentElement.scrollWidth)
    console.log(path, w, r?.status(), wide)
  }
}
await b.close()
