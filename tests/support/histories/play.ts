import { type Chance, chanceFrom } from '#start/demo/chance.ts'
import type { Area } from './area.ts'
import { sightOf } from './look.ts'
import { nameOf } from './moves.ts'
import type { Story } from './oracle.ts'
import { beginStory, type Cast, viewersOf } from './world.ts'

export type Play = { cast: Cast; areas: readonly Area[]; seed: number; steps: number }

const HOUR = 3_600_000
const AT_ONCE = 6
/** After so many rounds the database counts its rows anew: plans that were made for empty tables take many times as long. */
const ROUNDS_A_LOOK = 25

/** Plays stories side by side under one clock, and compares after each step. Throws at the first disagreement, telling the story. */
export async function playStories({ cast, areas, seed, steps }: Play): Promise<number> {
  const chance = chanceFrom(seed)
  const stories = await Promise.all(cast.beds.map((_, n) => beginStory(cast, chanceFrom(seed * 1000 + n), n)))
  if (seed % ROUNDS_A_LOOK === 2) await cast.test.owner.query('analyze')
  const moves = areas.flatMap(each => each.moves)
  for (let step = 0; step < steps; step++) {
    await inTurns(stories, (story, n) => playOne(cast, moves, story, chanceFrom(seed * 100_000 + step * 100 + n)))
    await compare(cast, areas, stories, seed)
    cast.test.setTime(laterThan(cast, stories, chance))
    if (step === steps - 1 || chance.often(0.5)) await compare(cast, areas, stories, seed)
  }
  await cast.test.owner.query('delete from aman.bed_use')
  return stories.length
}

/** Where one fails no other begins, and those that run come to their end: nothing of a story goes on after it was judged. */
async function inTurns<T>(all: readonly T[], work: (each: T, n: number) => Promise<void>): Promise<void> {
  let next = 0
  const failures: unknown[] = []
  const lane = async () => {
    for (let n = next++; n < all.length && failures.length === 0; n = next++) {
      await work(all[n] as T, n).catch(why => failures.push(why))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  if (failures.length > 0) throw failures[0]
}

async function playOne(cast: Cast, moves: Area['moves'], story: Story, chance: Chance): Promise<void> {
  const at = cast.test.house.clock()
  const move = chance.pick(moves)({ cast, story, chance, at })
  if (!move) return
  const result = await move.run()
  story.told.push(`${at.toISOString()} ${move.tells}${result.ok ? '' : ` (refused: ${result.code})`}`)
  if (result.ok !== move.may) {
    throw new Error(`${move.may ? 'should have been done' : 'should have been refused'}:\n${story.told.join('\n')}`)
  }
  if (result.ok) move.follows(result.value)
}

const endsOf = (story: Story): number[] => [
  ...story.answers.map(each => each.until),
  ...story.asked.map(each => each.expires),
  ...story.uses.flatMap(each => each.until ?? []),
  ...story.periods.map(each => each.overAt),
  ...story.emergencies.map(each => each.endsAt),
]

/** A little later, much later, or right at, just before or just after a moment at which something ends. */
function laterThan(cast: Cast, stories: readonly Story[], chance: Chance): Date {
  const now = cast.test.house.clock().getTime()
  const ends = stories.flatMap(endsOf).filter(each => each > now)
  const soon = ends.filter(each => each < now + 10 * 24 * HOUR)
  if (soon.length === 0 || chance.often(0.5)) {
    return new Date(clearOf(now + chance.pick([60_000, 5 * HOUR, 30 * HOUR]), ends))
  }
  return new Date(clearOf(Math.max(now + 1, chance.pick(soon) + chance.pick([-60_000, 0, 1])), ends))
}

/** Nothing ends within the half minute that follows: the database counts the time that a statement waits. */
function clearOf(at: number, ends: readonly number[]): number {
  const near = ends.find(each => each > at && each < at + 30_000)
  return near === undefined ? at : clearOf(near, ends)
}

async function compare(cast: Cast, areas: readonly Area[], stories: readonly Story[], seed: number): Promise<void> {
  const at = cast.test.house.clock()
  const world = { shelter: cast.shelter.agencyId }
  const opened = stories.filter(each => each.emergencies.length > 0)
  const looks = [
    ...viewersOf(cast).map(viewer => ({ viewer, of: stories })),
    ...opened.map(story => ({ viewer: story.rescuer, of: [story] })),
  ]
  await inTurns(looks, async look => {
    const sight = await sightOf(cast.test, look.viewer, look.of, areas)
    for (const story of look.of) {
      const seen = [...(sight.get(story.caseId) ?? [])]
      const expected = areas.flatMap(each => each.sees(world, story, look.viewer, at.getTime()))
      const tooMuch = seen.filter(each => !expected.includes(each))
      const missing = expected.filter(each => !seen.includes(each))
      if (tooMuch.length + missing.length === 0) continue
      const who = `${look.viewer.role} of ${nameOf(cast, look.viewer.agencyId)}`
      throw new Error(
        `seed ${seed}, ${who} at ${at.toISOString()} sees too much: ${tooMuch.join(', ') || 'nothing'}; misses: ${missing.join(', ') || 'nothing'}\n${story.told.join('\n')}`,
      )
    }
  })
}
