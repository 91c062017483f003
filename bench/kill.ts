import { harmed, killRounds, TARGETS } from './kill-rounds.ts'

/*
 * Does a kill -9 lose or double what was acknowledged? Starts a demonstration, sends creates all at once, kills Aman, PostgreSQL,
 * then both in the middle, starts again, sends each create again under its key, and counts. Exit code 1 where anything was lost,
 * doubled, changed or half-stored.
 */
const CREATES = Math.min(Number(process.env.AMAN_BENCH_CREATES ?? 500), 2_000)

const tallies = await killRounds(TARGETS, CREATES)
console.log(`${CREATES} creates at once, killed when a third was acknowledged\n`)
console.log('killed       acknowledged  broken off  stored then  stored after all again  lost  doubled  changed  half')
for (const each of tallies) {
  const cells: [value: number, width: number][] = [
    [each.acknowledged, 12],
    [each.broken, 11],
    [each.storedBefore, 12],
    [each.stored, 23],
    [each.lost, 5],
    [each.doubled, 8],
    [each.changed, 8],
    [each.half, 5],
  ]
  console.log(each.target.padEnd(12), ...cells.map(([value, width]) => String(value).padStart(width)))
}
process.exit(tallies.some(harmed) ? 1 : 0)
