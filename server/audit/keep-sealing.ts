import { setTimeout } from 'node:timers/promises'
import pg, { type Client } from 'pg'
import type { Logger } from 'pino'
import type { Address } from '#server/db/client.ts'
import type { Signer } from '#server/keys/signer.ts'
import { followBlocks } from './follow-blocks.ts'
import { headKeeper } from './keep-head.ts'
import { sealEvents } from './seal-events.ts'

const EVERY_MS = 1_000

export type Sealer = {
  address: Address
  signer: Signer
  dataDir: string
  log: Logger
  clock(): Date
}
type Sealing = {
  /** Seals what is committed by now, once more, and stops. */
  stop(): Promise<void>
}

/**
 * Seals about once a second for as long as Aman runs. A round that fails is tried again in the next: neither a lost connection nor
 * a full disk ends it, and events wait meanwhile in their table.
 */
export function keepSealing(sealer: Sealer): Sealing {
  const round = rounds(sealer)
  const stopping = new AbortController()
  const { signal } = stopping
  const running = (async () => {
    while (!signal.aborted) {
      await round.take()
      await setTimeout(EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
    await round.take()
    await round.end()
  })()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

/** One round after another over one connection, which is opened anew when it is lost. */
function rounds(sealer: Sealer) {
  let client: Client | null = null
  const keepHead = headKeeper(sealer)
  let failing = false
  const end = async () => {
    await client?.end().catch(() => undefined)
    client = null
  }
  const take = async () => {
    try {
      client ??= await connected(sealer)
      await sealEvents(client, sealer.signer, sealer.clock())
      await keepHead(client)
      await followBlocks(client, sealer.clock())
      failing = false
    } catch (error) {
      if (!failing)
        sealer.log.error({ code: codeOf(error) }, 'sealing the audit record fails; it is tried every second')
      failing = true
      await end()
    }
  }
  return { take, end }
}

/** What PostgreSQL or the system calls the fault. Its message could hold a value. */
const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown'

async function connected({ address }: Sealer): Promise<Client> {
  const client = new pg.Client({ ...address, application_name: 'aman audit', keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
