import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#domain/access/roles.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { agencyWithRecords, type Holdings } from '#tests/support/holdings.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

/**
 * What exists and may not be seen answers as what does not exist: the same words, after the same statements. Equal work is what
 * can be told apart neither by an eye nor by a watch; `bench/unknown.ts` holds the watch.
 */

let house: TestHouse
let app: App
let theirs: Holdings
let statements: string[] = []
const tokens = new Map<Role, string>()
const cookies = new Map<Role, string>()

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  theirs = await agencyWithRecords(house)
  for (const role of ROLES) {
    const actor = await addActor(house, role)
    tokens.set(role, await tokenFor(house, actor))
    cookies.set(role, await cookieFor(house, actor))
  }
  listenToStatements()
}, 120_000)
afterAll(() => house.close())

/** Notes the text of every statement that leaves for the database. */
function listenToStatements(): void {
  const known = new WeakSet<object>()
  house.house.pool.on('acquire', client => {
    if (known.has(client)) return
    known.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const noted = (first: string | { text: string }, ...rest: unknown[]) => {
      statements.push((typeof first === 'string' ? first : first.text).replaceAll(/'[^']*'/g, '?'))
      return query(first, ...rest)
    }
    Object.assign(client, { query: noted })
  })
}

const CASE_IDS = ['caseId', 'consentId', 'referralId', 'screeningId', 'placementId', 'holdId']
const namesIn = (path: string) => [...path.matchAll(/\{(\w+)\}|:(\w+)/g)].map(([, a, b]) => a ?? b ?? '')
const aboutPeople = (path: string) => namesIn(path).some(each => CASE_IDS.includes(each))

type Told = { status: number; text: string; statements: string[] }

async function told(
  ask: (ids: Record<string, string>) => Promise<{ status: number; text: string }>,
  ids: Record<string, string>,
): Promise<Told> {
  statements = []
  const { status, text } = await ask(ids)
  expect(statements.length).toBeGreaterThan(0)
  const plain = Object.values(ids).reduce((left, id) => left.replaceAll(id, 'ID'), text)
  return { status, text: plain.replaceAll(/name="_form" value="[^"]*"/g, ''), statements }
}

const unknown = (): Record<string, string> =>
  Object.fromEntries(Object.keys(theirs.ids).map(each => [each, house.house.newId()]))
const filled = (path: string, ids: Record<string, string>) =>
  path.replaceAll(/\{(\w+)\}|:(\w+)/g, (_, a, b) => ids[a ?? b] ?? ids.caseId ?? '')

const endpoints = parts.endpoints.filter(each => each.method === 'get' && aboutPeople(each.path))
const pages = parts.pages.filter(each => aboutPeople(each.path))

describe.each(endpoints.map(each => [each.path, each] as const))('%s', (_, each) => {
  test('tells whoever has no basis nothing of whether it exists', async () => {
    for (const role of ROLES.filter(one => mayEnter(each.access, one))) {
      const call = caller(app, tokens.get(role) ?? null)
      const ask = (ids: Record<string, string>) => call('get', filled(each.path, ids))
      await ask(unknown())
      expect(await told(ask, theirs.ids), role).toEqual(await told(ask, unknown()))
    }
  })
})

describe.each(pages.map(each => [each.path, each] as const))('page %s', (_, each) => {
  test('tells whoever has no basis nothing of whether it exists', async () => {
    for (const role of ROLES.filter(one => mayEnter(each.access, one))) {
      const headers = { cookie: cookies.get(role) ?? '' }
      const ask = async (ids: Record<string, string>) => {
        const response = await app.request(`/en${filled(each.path, ids)}`, { headers })
        return { status: response.status, text: await response.text() }
      }
      await ask(unknown())
      expect(await told(ask, theirs.ids), role).toEqual(await told(ask, unknown()))
    }
  })
})
