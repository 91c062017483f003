import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from './installation.ts'
import { launch, type Server, shutDown } from './postmaster.ts'

const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 10_000
const STEADY_AFTER_MS = 30_000

export type Supervised = { current(): Server; stop(): Promise<void> }

/** Brings PostgreSQL back whenever it dies under a running Aman, ever more slowly, until Aman stops it. */
export function supervise(installation: Installation, first: Server): Supervised {
  const stopping = new AbortController()
  let server = first
  let delay = FIRST_DELAY_MS

  const keepAlive = async () => {
    for (;;) {
      const since = Date.now()
      await server.ended
      if (stopping.signal.aborted) return
      if (Date.now() - since > STEADY_AFTER_MS) delay = FIRST_DELAY_MS
      installation.log('PostgreSQL ended unexpectedly and is being started again.')
      const next = await relaunch()
      if (!next) return
      installation.log('PostgreSQL is back.')
      server = next
    }
  }

  const relaunch = async () => {
    let told = ''
    while (!stopping.signal.aborted) {
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => undefined)
      delay = Math.min(delay * 2, LONGEST_DELAY_MS)
      if (stopping.signal.aborted) return undefined
      try {
        return await launch(installation, stopping.signal)
      } catch (error) {
        const line = error instanceof Error ? error.message : String(error)
        if (line !== told && !stopping.signal.aborted) installation.log(line)
        told = line
      }
    }
    return undefined
  }

  const kept = keepAlive()
  const stop = async () => {
    stopping.abort()
    await shutDown(installation, server)
    await kept
    // One that came up while the stop was asked for.
    await shutDown(installation, server)
  }
  return { current: () => server, stop }
}
