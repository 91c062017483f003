import type { Command } from 'commander'
import { RETAINED } from '#domain/retention/due.ts'
import { isDay } from '#domain/shared/dates.ts'
import type { Keeper } from '#features/protection/retention/ended-records.ts'
import { type RetentionReport, reportDue } from '#features/protection/retention/report-due.ts'
import { type RetentionRun, retireDue } from '#features/protection/retention/retire-due.ts'
import { asKeeper } from './keep-retiring.ts'
import { openHouse } from './open-house.ts'
import { orSayWhy } from './or-say-why.ts'
import { readSettings, WrongSetting } from './settings.ts'

type Flags = { data?: string; json?: boolean; asOf?: string }

export function addRetentionCommands(program: Command): void {
  const retention = program.command('retention').description('What is kept no longer: announce it, then erase it')
  retention
    .command('report')
    .description('List what will go, and announce it to the agencies that hold it')
    .option('--as-of <day>', 'look ahead to a day such as 2027-01-31; announces nothing')
    .option('--data <folder>', 'where the database and the root key lie')
    .option('--json', 'answer as JSON')
    .action((flags: Flags) => orSayWhy(() => report(flags)))
  retention
    .command('run')
    .description('Erase what was announced and whose day has come, and nobody keeps longer')
    .option('--data <folder>', 'where the database and the root key lie')
    .option('--json', 'answer as JSON')
    .action((flags: Flags) => orSayWhy(() => run(flags)))
}

async function report(flags: Flags): Promise<void> {
  const { asOf } = flags
  if (asOf !== undefined && !isDay(asOf)) throw new WrongSetting('--as-of takes a day such as 2027-01-31.')
  const found = await kept(flags, keeper => reportDue(keeper, asOf ?? null))
  console.log(flags.json ? JSON.stringify(found) : reportLines(found).join('\n'))
}

async function run(flags: Flags): Promise<void> {
  const done = await kept(flags, retireDue)
  console.log(flags.json ? JSON.stringify(done) : runLines(done).join('\n'))
}

async function kept<T>({ data }: Flags, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const opened = await openHouse(readSettings({ ...(data && { data }) }, process.env), { beside: true })
  try {
    return await asKeeper(opened.house, opened.database.owner, work)
  } finally {
    await opened.close()
  }
}

function reportLines({ asOf, announces, leaving, routine }: RetentionReport): string[] {
  const kinds = RETAINED.flatMap(kind => [
    `${kind}: ${leaving[kind].length}`,
    ...leaving[kind].map(
      ({ id, codeName, dueOn, goesOn }) => `  ${codeName ?? id}  due ${dueOn}  goes ${goesOn} or later`,
    ),
  ])
  return [
    announces ? `What will go, announced on ${asOf}:` : `What a report on ${asOf} would list; nothing was announced:`,
    ...kinds,
    ...routine.map(({ kind, count }) => `${kind}, of no more use: ${count}`),
  ]
}

function runLines({ day, fates, wishes, tips, routine }: RetentionRun): string[] {
  const kinds = RETAINED.map(kind => {
    const said = Object.entries(fates[kind]).map(([fate, count]) => `${fate} ${count}`)
    return `${kind}: ${said.join(', ') || 'nothing to do'}`
  })
  return [
    `Done on ${day}:`,
    ...kinds,
    `wishes of persons: erased ${wishes.erased}, something still runs in ${wishes.running}`,
    `tips: closed untouched ${tips.closed}, destroyed ${tips.destroyed}`,
    ...routine.map(({ kind, count }) => `${kind}: removed ${count}`),
  ]
}
