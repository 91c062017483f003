import { type Chance, chanceFrom } from '#start/demo/chance.ts'
import { close, correct, giveBed, hold, leaveBed, rename, tell, wait } from './bed-moves.ts'
import { sightOf } from './look.ts'
import { accept, answer, type Choose, callOff, complete, decline, nameOf, refer, sendOff, takeBack } from './moves.ts'
import { type Story, seenBy } from './oracle.ts'
import { beginStory, type Cast, viewersOf } from './world.ts'

/** How often each is tried; what leads on comes more often than what ends. */
const MOVES: readonly Choose[] = [
  ...[answer, answer, answer, answer, refer, refer, refer, refer, accept, accept, accept, accept],
  ...[
    takeBack,
    sendOff,
    sendOff,
    decline,
    complete,
    callOff,
    hold,
    giveBed,
    giveBed,
    giveBed,
    leaveBed,
    leaveBed,
    leaveBed,
  ],
  ...[close, tell, rename, correct, wait],
]

export const STEPS = 9
const HOUR = 3_600_000
const AT_ONCE = 6

/** Plays stories side by side under one clock, and compares after each step. Throws at the first disagreement, telling the story. */
export async function playStories(cast: Cast, seed: number): Promise<number> {
  const chance = chanceFrom(seed)
  const stories = await Promise.all(cast.beds.map((bedId, n) => beginStory(cast, chanceFrom(seed * 1000 + n), bedId)))
  for (let step = 0; step < STEPS; step++) {
    await inTurns(stories, (story, n) => playOne(cast, story, chanceFrom(seed * 100_000 + step * 100 + n)))
    await compare(cast, stories, seed)
    cast.test.setTime(laterThan(cast, stories, chance))
    if (step === STEPS - 1 || chance.often(0.5)) await compare(cast, stories, seed)
  }
  await cast.test.owner.query('delete from aman.bed_use')
  return stories.length
}

async function inTurns(stories: readonly Story[], work: (story: Story, n: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let n = next++; n < stories.length; n = next++) {
      const story = stories[n]
      if (story) await work(story, n)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

async function playOne(cast: Cast, story: Story, chance: Chance): Promise<void> {
  const at = cast.test.house.clock()
  const move = chance.pick(MOVES)({ cast, story, chance, at })
  if (!move) return
  const result = await move.run()
  story.told.push(`${at.toISOString()} ${move.tells}${result.ok ? '' : ` (refused: ${result.code})`}`)
  if (result.ok !== move.may) {
    throw new Error(`${move.may ? 'should have been done' : 'should have been refused'}:\n${story.told.join('\n')}`)
  }
  if (result.ok) move.follows(result.value)
}

/** A little later, much later, or right at, just before or just after a moment at which something ends. */
function laterThan(cast: Cast, stories: readonly Story[], chance: Chance): Date {
  const now = cast.test.house.clock().getTime()
  const ends = stories.flatMap(story => [
    ...story.answers.map(each => each.until),
    ...story.asked.map(each => each.expires),
    ...story.uses.flatMap(each => each.until ?? []),
  ])
  const soon = ends.filter(each => each > now && each < now + 10 * 24 * HOUR)
  if (soon.length === 0 || chance.often(0.5)) return new Date(now + chance.pick([60_000, 5 * HOUR, 30 * HOUR]))
  // A minute before and not a millisecond: the database counts the time that a statement waits.
  return new Date(Math.max(now, chance.pick(soon) + chance.pick([-60_000, 0, 1])))
}

async function compare(cast: Cast, stories: readonly Story[], seed: number): Promise<void> {
  const at = cast.test.house.clock()
  const world = { shelter: cast.shelter.agencyId }
  await Promise.all(
    viewersOf(cast).map(async viewer => {
      const sight = await sightOf(cast.test, viewer, stories)
      for (const story of stories) {
        const expected = seenBy(world, story, viewer, at.getTime())
        const seen = [...(sight.get(story.caseId) ?? [])].sort()
        if (seen.join() === expected.join()) continue
        const tooMuch = seen.filter(each => !expected.includes(each))
        const missing = expected.filter(each => !seen.includes(each))
        throw new Error(
          `seed ${seed}, ${viewer.role} of ${nameOf(cast, viewer.agencyId)} at ${at.toISOString()} sees too much: ${tooMuch.join(', ') || 'nothing'}; misses: ${missing.join(', ') || 'nothing'}\n${story.told.join('\n')}`,
        )
      }
    }),
  )
}
