import { makeOwnCode } from '../../features/partnership/devices/make-code.ts'
import { serveTestHouse, addColleague } from '../../tests/support/browser-house.ts'
import { addActor } from '../../tests/support/house.ts'
import { openTelephone } from '../../tests/support/field-browser.ts'
import { must, run } from '../../tests/support/thread.ts'
const { beforeAll, test } = await import('vitest')
test('try', async () => {
const served = await serveTestHouse({demo:true})
const officer = await addActor(served.test, 'officer')
const { code } = must(await run(served.test, officer, makeOwnCode, { label: 'Post' }))
const phone = await openTelephone(); const ctx = await phone.start()
const page = ctx.pages()[0]!
page.on('console', m => console.log('console', m.text())); page.on('pageerror', e => console.log('pageerror', e.message))
ctx.on('serviceworker', w => { w.on('console', (m:any) => console.log('sw', m.text())) })
await page.goto(served.origin + '/field/')
await page.waitForTimeout(3000)
console.log(page.url(), (await page.locator('body').innerText()).slice(0, 500))
await page.screenshot({path:'/tmp/f1.png'})
if (await page.locator('[name=code]').count()) {
 await page.fill('[name=code]', code); await page.fill('[name=pin]', 'blue river tea'); await page.fill('[name=again]', 'blue river tea')
 await page.locator('main button').last().click(); await page.waitForTimeout(3500)
 console.log(page.url(), (await page.locator('body').innerText()).slice(0, 800))
 await page.screenshot({path:'/tmp/f2.png'})
 await page.goto(served.origin + '/field/en/screenings/new'); await page.waitForTimeout(800)
 console.log(page.url(), (await page.locator('main').innerText()).slice(0, 600))
 await page.screenshot({path:'/tmp/f3.png', fullPage:true})
}
await phone.close(); await served.close()
}, 120000)
