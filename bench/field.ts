import type { Page } from 'playwright-core'
import { openTelephone } from '#tests/support/field-browser.ts'
import { fieldWeight } from '#tests/support/field-weight.ts'
import { buttonOf, formTo, opened, pressed, slowed, spun, textOf, type Waited } from './field-phone.ts'
import { serveField } from './field-server.ts'

/*
 * The field app by its size and by its speed: what crosses the line to a telephone, and how long an official waits for it on a CPU that
 * is throttled four times. Prints numbers beside their targets; asserts nothing.
 */
const MOST_BYTES = 60_000

const line = (what: string, bytes: number) => console.log(`  ${String(bytes).padStart(7)}  ${what}`)

async function printSizes(): Promise<void> {
  const { worker, cards, carried, words, script, stylesheet } = await fieldWeight()
  console.log('Bytes on the line, packed with brotli as the server packs them\n')
  for (const { what, bytes } of [worker, cards]) line(what, bytes)
  line(`both of these; target at most ${MOST_BYTES}`, worker.bytes + cards.bytes)
  console.log('\nBeside them')
  const beside = [...words, script, stylesheet]
  for (const { what, bytes } of beside) line(what, bytes)
  line(carried.what, carried.bytes)
  const all = [worker, carried, ...beside].reduce((sum, { bytes }) => sum + bytes, 0)
  line('all that a telephone loads when it is set up: worker, words, script, stylesheet, all that is carried', all)
}

const ROUNDS = Number(process.env.AMAN_BENCH_ROUNDS ?? 5)
const PIN = 'blue river tea 77'
const [UNLOCK, LIST, QUESTION, RESULT] = [
  /\/unlock$/,
  /\/screenings$/,
  /screenings\/[0-9a-f-]{36}\/\w+$/,
  /screenings\/[0-9a-f-]{36}$/,
]

type Server = Awaited<ReturnType<typeof serveField>>
type Phone = Awaited<ReturnType<typeof openTelephone>>

/** What an official waits for, in its order, and what it may last at most. */
const WAITS = {
  unlock: { what: 'cold start to the unlock page', most: null },
  list: { what: 'PIN to the list', most: null },
  question: { what: 'start of a screening to its first question', most: 1000 },
  result: { what: '“Complete” to the result', most: 100 },
}
type Wait = keyof typeof WAITS
type Round = Record<Wait, Waited>

async function askTo(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/field/en/screenings/new`)
  await page.check('[name=situation][value=border]')
  await page.check('[name=ageGroup][value=adult]')
  await page.selectOption('[name=language]', 'uz')
}

/** One sign seen and saved; then the page that completes. */
async function checkTo(page: Page): Promise<void> {
  const question = page.url()
  await page.check('input[type=radio][value=yes]')
  await pressed(page, buttonOf('Save and continue'), url => url.href !== question)
  await page.goto(question.replace(/\w+$/, 'check'))
}

/** Sets the telephone up while there is a server, and lays the floor: the same pages, from a worker that does nothing else. */
async function setUp(server: Server, phone: Phone): Promise<void> {
  const { origin } = server
  const page = await phone.start(true)
  await page.waitForURL(/\/enrol$/)
  await page.fill('[name=code]', 'invented')
  await page.fill('[name=pin]', PIN)
  await page.fill('[name=again]', PIN)
  await pressed(page, buttonOf('Set up'), LIST)
  const list = await textOf(page)
  await askTo(page, origin)
  await pressed(page, buttonOf('Start'), QUESTION)
  const question = await textOf(page)
  await checkTo(page)
  await pressed(page, buttonOf('Complete'), RESULT)
  const result = await textOf(page)
  await phone.kill()
  const locked = await phone.start(true)
  await locked.waitForURL(UNLOCK)
  server.layFloor({ unlock: await textOf(locked), list, question, result })
  await locked.goto(`${origin}/floor/`)
  await locked.evaluate(
    `navigator.serviceWorker.register('/floor/worker.js', { scope: '/floor/' }).then(() => navigator.serviceWorker.ready)`,
  )
  await phone.kill()
}
/** A browser started anew, without network, slowed down four times. */
async function slowly<T>(phone: Phone, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await phone.open(false)
  const atOnce = await spun(page)
  const restore = await slowed(phone)
  try {
    slowness.push((await spun(page)) / atOnce)
    return await work(page)
  } finally {
    await restore()
    await phone.kill()
  }
}
const slowness: number[] = []

const asked = ({ origin }: Server, phone: Phone): Promise<Round> =>
  slowly(phone, async page => {
    const unlock = await opened(page, `${origin}/field/en/`, UNLOCK)
    await page.fill('[name=pin]', PIN)
    const list = await pressed(page, buttonOf('Open'), LIST)
    await askTo(page, origin)
    const question = await pressed(page, buttonOf('Start'), QUESTION)
    await checkTo(page)
    return { unlock, list, question, result: await pressed(page, buttonOf('Complete'), RESULT) }
  })

const bare = ({ origin }: Server, phone: Phone): Promise<Round> =>
  slowly(phone, async page => {
    const unlock = await opened(page, `${origin}/floor/unlock`, UNLOCK)
    const to = (name: string) => pressed(page, formTo(`/floor/to/${name}`), new RegExp(`/floor/${name}$`))
    return { unlock, list: await to('list'), question: await to('question'), result: await to('result') }
  })

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const ms = (value: number) => value.toFixed(0).padStart(7)

/** Of the app and of the floor: median and worst. */
function printWaits(rounds: readonly Round[], floors: readonly Round[]): void {
  console.log(
    `\n\nMilliseconds, median and worst of ${rounds.length} rounds, each in a browser started anew, with no network and no server`,
  )
  console.log(
    `All processes of the browser run a quarter of the time; a loop in a page lasts ${middle(slowness).toFixed(1)} times as long`,
  )
  for (const [by, until] of Object.entries(UNTIL) as [keyof Waited, string][]) {
    console.log(`\n  ${until}\n   median   worst   bare worker: median   worst   target`)
    for (const [wait, { what, most }] of Object.entries(WAITS) as [Wait, (typeof WAITS)[Wait]][]) {
      const cells = [rounds, floors].map(each => {
        const values = each.map(round => round[wait][by])
        return `${ms(middle(values))} ${ms(Math.max(...values))}`
      })
      console.log(`  ${cells.join('             ')}  ${(most === null ? '' : `<= ${most}`).padStart(7)}   ${what}`)
    }
  }
}
const UNTIL = { come: 'until the whole page has come from the worker', seen: 'until something of it is painted' }

async function printSpeed(): Promise<void> {
  const server = await serveField()
  const phone = await openTelephone(server.origin)
  try {
    await setUp(server, phone)
    await server.stop()
    const rounds: Round[] = []
    const floors: Round[] = []
    for (let n = 0; n < ROUNDS; n++) {
      rounds.push(await asked(server, phone))
      floors.push(await bare(server, phone))
    }
    printWaits(rounds, floors)
  } finally {
    await phone.close()
  }
}

await printSizes()
await printSpeed()
