import type { Command } from 'commander'
import { orSayWhy } from './or-say-why.ts'
import { readSettings } from './settings.ts'

type StartFlags = { demo?: boolean; dev?: boolean; port?: string; data?: string }

/** The program itself is read once the settings are good. */
export function addStartCommands(program: Command): void {
  program
    .command('start')
    .description('Start Aman: the database, the pages and the programming interface')
    .option('--demo', 'with invented agencies, people and cases')
    .option('--dev', 'with the page of components')
    .option('--port <number>', 'the port to listen on')
    .option('--data <folder>', 'where the database and the root key lie')
    .action((flags: StartFlags) =>
      orSayWhy(async () => {
        const settings = readSettings(flags, process.env)
        const { start } = await import('./serve.ts')
        await start(settings)
      }),
    )
  program
    .command('migrate')
    .description('Bring the database to this version and stop')
    .option('--data <folder>', 'where the database and the root key lie')
    .option('--json', 'answer as JSON')
    .action((flags: StartFlags & { json?: boolean }) =>
      orSayWhy(async () => {
        const settings = readSettings(flags, process.env)
        const { migrateOnly } = await import('./serve.ts')
        await migrateOnly(settings, flags.json ?? false)
      }),
    )
}
