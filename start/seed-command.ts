import type { Command } from 'commander'
import { agencyActors } from './demo/actors.ts'
import { seedCases } from './demo/seed-cases.ts'
import { openHouse } from './open-house.ts'
import { orSayWhy } from './or-say-why.ts'
import { readSettings, WrongSetting } from './settings.ts'

const MOST = 2_000_000

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('Add invented cases to a demonstration, for trying it at size')
    .requiredOption('--cases <number>', 'how many')
    .option('--data <folder>', 'the data folder of the demonstration')
    .option('--json', 'answer as JSON')
    .action((flags: { cases: string; data?: string; json?: boolean }) => orSayWhy(() => seed(flags)))
}

async function seed(flags: { cases: string; data?: string; json?: boolean }): Promise<void> {
  const cases = Number(flags.cases)
  if (!/^\d+$/.test(flags.cases) || cases < 1 || cases > MOST)
    throw new WrongSetting(`--cases takes a whole number from 1 to ${MOST}.`)
  const opened = await openHouse(readSettings({ demo: true, ...(flags.data && { data: flags.data }) }, process.env), {
    beside: true,
  })
  try {
    const agencies = await agencyActors(opened.house, opened.database)
    if (agencies.length === 0)
      throw new WrongSetting('There is no demonstration in this folder yet. Run "npm run demo" first.')
    const began = performance.now()
    await seedCases(opened.house, opened.database, agencies, cases, Date.now() >>> 0)
    const seconds = (performance.now() - began) / 1000
    const perSecond = Math.round(cases / seconds)
    console.log(
      flags.json
        ? JSON.stringify({ cases, seconds, perSecond })
        : `${cases} invented cases in ${seconds.toFixed(1)} s (${perSecond} a second)`,
    )
  } finally {
    await opened.close()
  }
}
