import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import type { Account } from '#start/demo/accounts.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { aman, freePort, type Running, running } from '#tests/support/browser-command.ts'

const READY = /All sign-ins and API tokens/
const BANNER = 'This is a demonstration. Every person and agency here is invented.'

let data: string
let port: string
let demo: Running
let browser: Browser

const start = () => running(['start', '--demo', '--port', port, '--data', data], READY)
const read = async (): Promise<{ origin: string; accounts: Account[] }> =>
  JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'))

/** A first account of each role. */
async function accountsByRole(): Promise<Map<string, Account>> {
  const { accounts } = await read()
  return new Map(accounts.toReversed().map(each => [each.role, each]))
}

async function call(path: string, token: string) {
  const { origin } = await read()
  const answer = await fetch(`${origin}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, items: ((await answer.json()) as { items?: Record<string, string>[] }).items ?? [] }
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'aman-demo-'))
  port = String(await freePort())
  browser = await openBrowser()
  demo = await start()
  console.log(`first start of the demonstration: ${demo.seconds.toFixed(1)} s`)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  await rm(data, { recursive: true, force: true })
}, 60_000)

test('the start prints the address and one sign-in for each role', async () => {
  const { out } = demo.said
  expect(out).toContain(`http://127.0.0.1:${port}`)
  for (const [role, { email, password }] of await accountsByRole()) {
    expect(out).toMatch(new RegExp(`^ *${role} +${email.replaceAll('.', '\\.')} +${password}$`, 'm'))
  }
})

test('demo.json holds what was promised, readable for its owner only', async () => {
  const { origin, accounts, ...rest } = await read()
  expect([origin, rest]).toEqual([`http://127.0.0.1:${port}`, {}])
  for (const each of accounts) {
    expect(Object.keys(each).sort()).toEqual(['agency', 'country', 'email', 'password', 'role', 'token'])
    expect(Object.values(each).every(value => typeof value === 'string' && value !== '')).toBe(true)
  }
  expect(new Set(accounts.map(each => each.role))).toEqual(new Set(ROLES))
  expect((await stat(join(data, 'demo.json'))).mode & 0o077).toBe(0)
})

test('three agencies of each kind in two regions, and cases to work on, open to the tokens in it', async () => {
  const accounts = await accountsByRole()
  const { items } = await call('/agencies?limit=100', accounts.get('analyst')?.token ?? '')
  const kinds = Map.groupBy(items, each => each.kind)
  for (const [kind, agencies] of kinds) {
    expect(agencies.length, kind).toBeGreaterThanOrEqual(3)
    expect(new Set(agencies.map(each => each.region)).size, kind).toBeGreaterThanOrEqual(2)
  }
  expect((await call('/cases', accounts.get('case-worker')?.token ?? '')).items.length).toBeGreaterThan(10)
  expect((await call('/cases', accounts.get('administrator')?.token ?? '')).status).toBe(403)
})

test.each(ROLES)('a %s signs in, and each page of the menu says that it is a demonstration', async role => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const { origin } = await read()
  const account = (await accountsByRole()).get(role)
  await page.goto(`${origin}/en/sign-in`)
  await page.getByLabel('E-mail').fill(account?.email ?? '')
  await page.getByLabel('Password').fill(account?.password ?? '')
  await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Sign in' }).click()])
  const menu = await page.locator('.rail a').evaluateAll(links => links.map(each => each.getAttribute('href') ?? ''))
  expect(menu.length).toBeGreaterThan(2)
  for (const path of menu) {
    const answer = await page.goto(`${origin}${path}`)
    expect(answer?.status(), path).toBe(200)
    expect(await page.locator('.banner').innerText(), path).toBe(BANNER)
  }
  await context.close()
})

test('more cases can be added beside the running program; a second program on the folder is refused', async () => {
  const seeded = await aman(['seed', '--cases', '200', '--data', data, '--json'])
  expect([seeded.code, seeded.err]).toEqual([0, ''])
  expect(JSON.parse(seeded.out)).toMatchObject({ cases: 200 })
  const second = await aman(['start', '--demo', '--port', String(await freePort()), '--data', data])
  expect([second.code, second.out]).toEqual([2, ''])
  expect(second.err.trim().split('\n')).toHaveLength(1)
}, 60_000)

test('SIGTERM ends it cleanly and leaves no PostgreSQL behind; the second start is quick and keeps every sign-in', async () => {
  const before = await read()
  const postgres = Number((await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
  expect(process.kill(postgres, 0)).toBe(true)
  const { code, err } = await demo.stop()
  expect([code, err]).toEqual([0, ''])
  expect(() => process.kill(postgres, 0)).toThrow('ESRCH')

  demo = await start()
  console.log(`second start of the demonstration: ${demo.seconds.toFixed(1)} s`)
  expect(demo.seconds).toBeLessThan(30)
  expect(await read()).toEqual(before)
  const worker = before.accounts.find(each => each.role === 'case-worker')
  expect((await call('/cases', worker?.token ?? '')).status).toBe(200)
}, 90_000)
