import { openTip } from '#features/identification/tips/follow-tip.ts'
import { leaveTip } from '#features/identification/tips/leave-tip.ts'
import { newSlip } from '#features/identification/tips/passes.ts'
import type { Language } from '#knowledge/schema/words.ts'
import { addColleague, type Colleague } from './browser-house.ts'
import type { App } from './client.ts'
import { addAgency, addStaff, type TestHouse } from './house.ts'

export type Sent = { path: string; cookie?: string; form?: Record<string, string> }
export type Shown = { name: string; response: Response; text: string }

/** A request as a browser without a session sends it, or with the one that is given. */
export async function ask(app: App, { path, cookie, form }: Sent): Promise<Shown> {
  const headers = {
    ...(cookie && { cookie }),
    ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
  }
  const body = form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}
  const response = await app.request(path, { headers, ...body })
  const name = `${form ? 'post' : 'get'} ${path.replace(/set-up\/[\w-]{43}$/, 'set-up/:token')} ${response.status}`
  return { name, response, text: await response.text() }
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')

const TIP = '2020111122223333'

/** A tip that waits under a number, with the hotline that answers it. */
async function leftTip(test: TestHouse) {
  const { house } = test
  await addStaff(test, await addAgency(test, { kind: 'hotline' }), 'hotline-operator')
  const told = { words: 'Invented', about: 'place', danger: 'no', happens: 'now', language: 'ru' } as const
  await leaveTip(house, { told, receipt: TIP, traces: false, file: null })
  const opened = await openTip(house, TIP)
  if (!opened) throw new Error('the invented tip was not kept')
  return opened
}

/** Every page that somebody sees before being let in, in one language: each road once to its end, and the wrong turnings. */
export async function publicPages(test: TestHouse, app: App, language: Language): Promise<Shown[]> {
  const at = (path: string) => `/${language}${path}`
  const agencyId = await addAgency(test)
  const colleague: Colleague = await addColleague(test, 'case-worker', agencyId, 'Invented Colleague')
  const { email, password, actor } = colleague
  const link = await test.house.auth.makeLink('reset', actor.userId, 1)
  const tip = await leftTip(test)
  const entered = await ask(app, { path: at('/sign-in'), form: { email, password } })
  const cookie = cookiesOf(entered.response)
  const answers = [
    { path: at('/sign-in') },
    { path: at('/sign-in'), form: {} },
    { path: at('/sign-in'), form: { email, password: 'not the right one' } },
    { path: at('/second-factor') },
    { path: at('/second-factor'), form: { code: '000000' } },
    { path: at('/second-factor/enrol'), cookie },
    { path: at('/second-factor/enrol'), cookie, form: { password } },
    { path: at('/change-password'), cookie },
    { path: at('/change-password'), cookie, form: {} },
    { path: at(`/set-up/${link}`) },
    { path: at(`/set-up/${link}`), form: { password: 'short', again: 'other' } },
    { path: at('/set-up/no-such-link') },
    { path: at('/signed-out') },
    { path: at('/receipt') },
    { path: at('/receipt'), form: { receipt: 'no such number' } },
    { path: at('/receipt/take-back'), form: {} },
    { path: at('/tip') },
    { path: at('/tip'), form: { about: 'nothing known' } },
    { path: at('/tip'), form: { words: 'Invented', about: 'self', slip: newSlip(test.house) } },
    { path: at('/tip/follow') },
    { path: at('/tip/follow'), form: { receipt: 'no such number' } },
    { path: at('/tip/follow'), form: { receipt: TIP } },
    { path: at('/tip/follow/more'), form: { words: 'Invented' } },
    { path: at('/tip/follow/more'), form: { pass: tip.pass, words: 'Invented' } },
    { path: at('/help') },
    { path: at('/help/not-free') },
    { path: at('/help/no-such-situation') },
    { path: at('/help/near') },
    { path: at('/help/near/kz-79') },
    { path: at('/help/near/no-such-region') },
    { path: at('/check') },
    { path: at('/check'), form: {} },
    { path: at('/check'), form: { 'answers[danger.own_violence]': 'yes', age: 'child' } },
    { path: at('/rights') },
    { path: at('/rights'), form: {} },
    { path: at('/rights'), form: { where: 'KZ', citizenship: 'UZ', 'happened[]': 'injury' } },
    { path: at('/rights'), form: { where: 'other', 'happened[]': 'none' } },
    { path: at('/rights/letter') },
    { path: at('/rights/letter'), form: { where: 'KZ', 'happened[]': 'unpaid', letter: 'wages', office: 'ru' } },
    { path: at('/certificate') },
    { path: at('/certificate'), form: { number: '7' } },
    { path: at('/certificate/altered') },
    { path: at('/cases/nobody'), form: { _form: 'x' } },
  ]
  const shown: Shown[] = [entered]
  for (const each of answers) shown.push(await ask(app, each))
  return shown
}
