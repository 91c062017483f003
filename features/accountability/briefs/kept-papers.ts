import type { Day } from '#domain/shared/dates.ts'
import type { House } from '#server/house.ts'
import { type Asked, todayIn } from './asked.ts'
import { briefPaper } from './brief-paper.ts'
import type { Brief } from './tell-brief.ts'

type Kept = { day: Day; papers: Map<string, Promise<Buffer>> }
const kept = new WeakMap<House, Kept>()

/**
 * Drawing takes a third of a second in which nobody else is served, and anybody may ask. So each paper is drawn once a day: there are as many as
 * known briefs in six languages, some hundreds of 20 to 45 kB.
 */
export function keptPaper(asked: Pick<Asked, 'house' | 't'>, brief: Brief): Promise<Buffer> {
  const { house, t } = asked
  const day = todayIn(house)
  const found = kept.get(house)
  const papers = found?.day === day ? found.papers : new Map<string, Promise<Buffer>>()
  kept.set(house, { day, papers })
  const address = `${brief.iso3} ${brief.year} ${t.language}`
  const paper = papers.get(address) ?? briefPaper(asked, brief)
  papers.set(address, paper)
  // What could not be drawn is tried again.
  paper.catch(() => papers.delete(address))
  return paper
}
