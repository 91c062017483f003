import { judgeAll } from '#domain/tiers/judge.ts'
import { outlookOf } from '#domain/tiers/outlook.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'

/*
 * The history of every country, judged year by year, and what the law leaves open for each: all of them in one go, beside copying the same
 * rows as text. Prints numbers beside their target; asserts nothing.
 */
const MOST_MS = 20
const ROUNDS = 200

const { tiers } = await loadKnowledge()
const countries = [...tiers.rows]

function judgeEverything(): number {
  let rows = 0
  for (const [country, history] of countries) {
    rows += judgeAll(history, tiers.statutes).judged.length
    outlookOf({ country, asOf: history.at(-1)?.year ?? 0, rows: history }, tiers.statutes)
  }
  return rows
}

const copyEverything = (): number =>
  countries.reduce((length, [country, history]) => length + JSON.stringify([country, history]).length, 0)

/** The first, before anything is warm, and the middle one of many, in milliseconds. */
function timed(work: () => number): { first: number; median: number } {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
  const sorted = times.toSorted((one, other) => one - other)
  return { first: times[0] ?? 0, median: sorted[ROUNDS / 2] ?? 0 }
}

const judged = timed(judgeEverything)
const copied = timed(copyEverything)
const shown = (ms: number) => Number(ms.toFixed(2))
console.table({
  countries: countries.length,
  rows: judgeEverything(),
  'all judged, ms, the first time': `${shown(judged.first)} (at most ${MOST_MS})`,
  'all judged, ms, median': `${shown(judged.median)} (at most ${MOST_MS})`,
  'the same rows copied as text, ms, median': shown(copied.median),
  'times the copy': shown(judged.median / copied.median),
})
