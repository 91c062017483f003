import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#domain/access/roles.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { agencyWithRecords, type Holdings } from '#tests/support/holdings.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { NOBODY, paramsOf } from '#tests/support/samples.ts'

/*
 * One look at one case is one event, however many parts a page reads: what the person is told of, and what is counted. Goes over every
 * page and every reading endpoint that names something of a case, as the roles that may enter it open it.
 */

/** Ids of what belongs to one case. A page that names one of them shows the case. */
const OF_A_CASE = ['caseId', 'referralId', 'consentId', 'holdId', 'placementId', 'breakGlassId']

/** Pages that not every case has, and whose they are. */
const SHOWN_OF: Record<string, string> = { '/cases/:caseId/guardian': '/cases/:childId/guardian' }

let house: TestHouse
let app: App
let held: Holdings
const cookies = new Map<Role, string>()
const tokens = new Map<Role, string>()

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  held = await agencyWithRecords(house)
  for (const role of ROLES) {
    cookies.set(role, await cookieFor(house, held.staff[role]))
    tokens.set(role, await tokenFor(house, held.staff[role]))
  }
}, 60_000)
afterAll(() => house.close())

const ofACase = (path: string) => paramsOf(path).some(name => OF_A_CASE.includes(name))
const filled = (path: string) =>
  (SHOWN_OF[path] ?? path).replaceAll(/\{(\w+)\}|:(\w+)/g, (_, a, b) => held.ids[a ?? b] ?? NOBODY)
const rolesOf = (access: (typeof parts.pages)[number]['access']) => ROLES.filter(role => mayEnter(access, role))

/** How many cases each look is at: what else it names are records of the case. */
async function looks(): Promise<number[]> {
  const { rows } = await house.owner.query<{ cases: number }>(
    `select (select count(*)::int from aman."case" c where c.id = any(e.subject_ids)) as cases
       from aman.audit_event e where e.action = 'case.read' order by e.seq`,
  )
  return rows.map(row => row.cases)
}

/** The looks that each role leaves for which the address exists. */
async function looksOf(roles: readonly Role[], open: (role: Role) => Promise<number>): Promise<Map<Role, number[]>> {
  const left = new Map<Role, number[]>()
  for (const role of roles) {
    const before = (await looks()).length
    const status = await open(role)
    if (status === 200) left.set(role, (await looks()).slice(before))
    else expect(await looks(), `${role}: refused, and yet a look`).toHaveLength(before)
  }
  return left
}

function expectOneLook(left: Map<Role, number[]>, path: string) {
  expect(
    left.size,
    `${path} was reached by no role: tests/support/holdings.ts lacks an id that it names`,
  ).toBeGreaterThan(0)
  for (const [role, cases] of left) expect(cases, `${path} as ${role}`).toEqual([1])
}

describe('a look at one person leaves exactly one event', () => {
  test.each(parts.pages.filter(({ path }) => ofACase(path)).map(page => [page.path, page] as const))(
    'page %s',
    async (_, page) => {
      const left = await looksOf(rolesOf(page.access), async role => {
        const answer = await app.request(`/en${filled(page.path)}`, { headers: { cookie: cookies.get(role) ?? '' } })
        await answer.arrayBuffer()
        return answer.status
      })
      expectOneLook(left, page.path)
    },
  )

  const reading = parts.endpoints.filter(({ method, path }) => method === 'get' && ofACase(path))
  test.each(reading.map(each => [each.path, each] as const))('endpoint %s', async (_, each) => {
    const left = await looksOf(rolesOf(each.access), async role => {
      const { status } = await caller(app, tokens.get(role) ?? null)('get', filled(each.path))
      return status
    })
    expectOneLook(left, each.path)
  })
})

test('lists are no looks: they leave their own event and none at a person', async () => {
  const lists = parts.endpoints.filter(({ method, path }) => method === 'get' && paramsOf(path).length === 0)
  for (const each of lists) {
    const left = await looksOf(rolesOf(each.access), async role => {
      const { status } = await caller(app, tokens.get(role) ?? null)('get', each.path)
      return status
    })
    for (const [role, cases] of left) expect(cases, `${each.path} as ${role}`).toEqual([])
  }
})
