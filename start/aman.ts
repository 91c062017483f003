import { Command } from 'commander'

const program = new Command('aman')
  .description('An open counter-trafficking response system.')
  .showHelpAfterError(false)
  .showSuggestionAfterError(false)
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))

/** The commands in the order of the help. Only those that are asked for are read: reading them all takes seconds on a small machine. */
const COMMANDS: readonly { names: readonly string[]; read: () => Promise<(program: Command) => void> }[] = [
  { names: ['start', 'migrate'], read: async () => (await import('./start-commands.ts')).addStartCommands },
  { names: ['screening'], read: async () => (await import('./screening-commands.ts')).addScreeningCommands },
  { names: ['seed'], read: async () => (await import('./seed-command.ts')).addSeedCommand },
  { names: ['retention'], read: async () => (await import('./retention-commands.ts')).addRetentionCommands },
  { names: ['audit'], read: async () => (await import('./audit-commands.ts')).addAuditCommands },
  { names: ['keys'], read: async () => (await import('./keys-commands.ts')).addKeysCommands },
  { names: ['tiers'], read: async () => (await import('./tiers-commands.ts')).addTiersCommands },
  { names: ['card'], read: async () => (await import('./card-commands.ts')).addCardCommand },
]

const asked = COMMANDS.filter(each => each.names.includes(process.argv[2] ?? ''))
for (const { read } of asked.length > 0 ? asked : COMMANDS) (await read())(program)

await program.parseAsync()
