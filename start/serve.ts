import { keepSealing } from '#server/audit/keep-sealing.ts'
import { announceDemo } from './demo/accounts.ts'
import { prepareDemo } from './demo/prepare-demo.ts'
import { welcomeFirst } from './first-administrator.ts'
import { keepReminding } from './keep-reminding.ts'
import { keepRetiring } from './keep-retiring.ts'
import { type OpenHouse, openHouse } from './open-house.ts'
import { type Listening, listen } from './server.ts'
import type { StartSettings } from './settings.ts'

export async function start(settings: StartSettings): Promise<void> {
  const opened = await openHouse(settings)
  const { house, database } = opened
  try {
    const accounts = settings.demo ? await prepareDemo(house, database) : null
    const listening = await listen(house)
    const sealing = keepSealing({ ...house, dataDir: settings.dataDir, address: database.audit })
    const retiring = keepRetiring(house, database.owner)
    const reminding = keepReminding(house, database.owner)
    stopOnSignal(opened, listening, [retiring, reminding, sealing])
    if (accounts) await announceDemo(house, accounts, `http://${settings.host}:${listening.port}`)
    else await welcomeFirst(house, database)
  } catch (error) {
    await opened.close()
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    throw taken ? new Error(`Port ${settings.port} is taken. Choose another with --port.`) : error
  }
}

export async function migrateOnly(settings: StartSettings, json: boolean): Promise<void> {
  const opened = await openHouse(settings)
  await opened.close()
  console.log(json ? JSON.stringify({ migrated: true }) : 'The database is up to date.')
}

/** Sealing stops last, so that what was written until then is sealed. */
function stopOnSignal(opened: OpenHouse, listening: Listening, routines: { stop(): unknown }[]): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await listening.stop()
    for (const each of routines) await each.stop()
    await opened.close()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
