import { resolve } from 'node:path'
import { chooseAccount } from './account.ts'
import { SUPERUSER } from './cluster.ts'
import { findHome } from './home.ts'
import { findRunning } from './pid-file.ts'
import { PORT } from './socket-folder.ts'

/** Where the server of a running Aman answers, for a command that works beside it; undefined where none runs. */
export function findPostgres(dataDir: string, elsewhere = '/var/lib/aman') {
  const folder = resolve(dataDir)
  const running = findRunning(findHome(folder, chooseAccount(folder), elsewhere))
  return running && { host: running.socketDir, port: PORT, user: SUPERUSER }
}
