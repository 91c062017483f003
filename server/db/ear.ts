import pg from 'pg'
import type { Address } from './client.ts'

/** What a listener is told: that something changed, or that the database could not be heard and anything may have. */
export type Listener = { told(payload: string): void; missed(): void }

/** The one connection on which a process hears what the database tells. */
export type Ear = {
  on(channel: string, listener: Listener): void
  hears(): boolean
  close(): Promise<void>
}

const RETRY_MS = 2_000

/** A lost connection is made anew; before and after, every listener is told that it may have missed something. */
export function openEar(address: Address, channels: readonly string[]): Ear {
  const listeners = new Map<string, Listener>()
  let client: pg.Client | null = null
  let hearing = false
  let closed = false
  let retry: NodeJS.Timeout | undefined
  const missed = () => {
    for (const each of listeners.values()) each.missed()
  }
  const lost = () => {
    hearing = false
    if (closed) return
    missed()
    clearTimeout(retry)
    retry = setTimeout(start, RETRY_MS).unref()
  }
  const start = async () => {
    const { schema: _, ...door } = address
    const next = new pg.Client({ ...door, keepAlive: true })
    client = next
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ channel, payload }) => listeners.get(channel)?.told(payload ?? ''))
    try {
      await next.connect()
      for (const channel of channels) await next.query(`listen ${next.escapeIdentifier(channel)}`)
      missed()
      hearing = true
    } catch {
      lost()
    }
  }
  const started = start()
  return {
    on: (channel, listener) => void listeners.set(channel, listener),
    hears: () => hearing,
    close: async () => {
      closed = true
      clearTimeout(retry)
      await started
      await client?.end().catch(() => undefined)
    },
  }
}
