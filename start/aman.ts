import { Command } from 'commander'
import { addAuditCommands } from './audit-commands.ts'
import { addCardCommand } from './card-commands.ts'
import { addKeysCommands } from './keys-commands.ts'
import { addRetentionCommands } from './retention-commands.ts'
import { addScreeningCommands } from './screening-commands.ts'
import { addSeedCommand } from './seed-command.ts'
import { addStartCommands } from './start-commands.ts'

const program = new Command('aman')
  .description('An open counter-trafficking response system.')
  .showHelpAfterError(false)
  .showSuggestionAfterError(false)
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))

addStartCommands(program)
addScreeningCommands(program)
addSeedCommand(program)
addRetentionCommands(program)
addAuditCommands(program)
addKeysCommands(program)
addCardCommand(program)

await program.parseAsync()
