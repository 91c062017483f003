import { setTimeout as sleep } from 'node:timers/promises'
import { startVictim, type Victim } from './kill-aman.ts'

export const TARGETS = ['Aman', 'PostgreSQL', 'both'] as const
export type Target = (typeof TARGETS)[number]

/**
 * One round: so many creates at once, a kill in the middle, a new start, and every create sent again under its key.
 * `lost`: acknowledged and not stored afterwards. `doubled`: stored twice. `changed`: acknowledged with another id than at first.
 * `half`: stored without what was sent with it.
 */
export type Tally = {
  target: Target
  creates: number
  acknowledged: number
  broken: number
  storedBefore: number
  stored: number
  lost: number
  doubled: number
  changed: number
  half: number
}

export const harmed = ({ creates, stored, lost, doubled, changed, half }: Tally): boolean =>
  stored !== creates || lost + doubled + changed + half > 0

type Case = { id: string; name: string | null }

const nameOf = (key: string) => `Invented ${key}`

function api(victim: Victim) {
  const headers = { authorization: `Bearer ${victim.token()}`, 'content-type': 'application/json' }
  const ask = async (method: string, path: string, body?: object, key?: string) => {
    const response = await fetch(`${victim.origin()}${path}`, {
      method,
      headers: { ...headers, ...(key && { 'idempotency-key': key }) },
      signal: AbortSignal.timeout(30_000),
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }
  return {
    async create(key: string): Promise<string | null> {
      const facts = { openedFrom: 'walk-in', ageGroup: 'adult', personGroup: 'women', languages: ['uz'] }
      const { status, body } = await ask('POST', '/api/v1/cases', { ...facts, identity: { name: nameOf(key) } }, key)
      if (status < 500 && status !== 201) throw new Error(`a create was answered ${status} ${body.code}`)
      return status === 201 ? body.id : null
    },
    async list(): Promise<string[]> {
      const ids: string[] = []
      for (let cursor = ''; ; ) {
        const { status, body } = await ask('GET', `/api/v1/cases?limit=100${cursor}`)
        if (status !== 200) throw new Error(`a list was answered ${status}`)
        ids.push(...body.items.map((each: { id: string }) => each.id))
        if (!body.next) return ids
        cursor = `&cursor=${body.next}`
      }
    },
    async read(id: string): Promise<Case> {
      const { status, body } = await ask('GET', `/api/v1/cases/${id}`)
      if (status !== 200) throw new Error(`a case was answered ${status}`)
      return { id, name: body.identity?.name ?? null }
    },
  }
}

/** Tried until it is answered: the database may still be on its way back. An Aman that fell with it never answers. */
async function untilAnswered<T>(victim: Victim, work: () => Promise<T | null>): Promise<T> {
  let why: unknown
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    const value = await work().catch(error => {
      why = error
      return null
    })
    if (value !== null) return value
    const last = victim.fell()
    if (last !== null) throw new Error(`Aman ended by itself: ${last}`)
  }
  throw new Error('no answer within a minute', { cause: why })
}

function strike(victim: Victim, target: Target): void {
  if (target !== 'Aman') victim.killPostgres()
  if (target !== 'PostgreSQL') victim.killAman()
}

/** Sends all at once, strikes when a third is acknowledged, and answers the ids that were. */
async function createAndStrike(victim: Victim, target: Target, keys: readonly string[]): Promise<Map<string, string>> {
  const { create } = api(victim)
  const acknowledged = new Map<string, string>()
  let struck = false
  const work = keys.map(async key => {
    const id = await create(key).catch(() => null)
    if (id === null) return
    acknowledged.set(key, id)
    if (struck || acknowledged.size < keys.length / 3) return
    struck = true
    strike(victim, target)
  })
  await Promise.all(work)
  if (!struck) throw new Error('too few were acknowledged to strike in the middle')
  return acknowledged
}

async function round(victim: Victim, target: Target, creates: number): Promise<Tally> {
  const keys = Array.from({ length: creates }, (_, index) => `kill-${target}-${index}`)
  const known = new Set(await api(victim).list())
  const acknowledged = await createAndStrike(victim, target, keys)
  if (target !== 'PostgreSQL') await victim.startAgain()
  const { create, list, read } = api(victim)
  const newOnes = async () => (await untilAnswered(victim, list)).filter(id => !known.has(id))
  const before = new Set(await newOnes())

  const again = await Promise.all(keys.map(async key => [key, await untilAnswered(victim, () => create(key))] as const))
  const stored = await Promise.all((await newOnes()).map(id => untilAnswered(victim, () => read(id))))
  const names = stored.map(each => each.name)
  return {
    target,
    creates,
    acknowledged: acknowledged.size,
    broken: creates - acknowledged.size,
    storedBefore: before.size,
    stored: stored.length,
    lost: [...acknowledged.values()].filter(id => !before.has(id)).length,
    doubled: names.length - new Set(names).size,
    changed: again.filter(([key, id]) => (acknowledged.get(key) ?? id) !== id).length,
    half: stored.filter(({ id, name }) => !again.some(([key, made]) => made === id && nameOf(key) === name)).length,
  }
}

/** Rounds on one demonstration, which is removed afterwards. Talks to this machine only. */
export async function killRounds(targets: readonly Target[], creates: number): Promise<Tally[]> {
  const victim = await startVictim()
  try {
    const tallies: Tally[] = []
    for (const target of targets) tallies.push(await round(victim, target, creates))
    return tallies
  } finally {
    await victim.remove()
  }
}
