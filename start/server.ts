import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { House } from '#server/house.ts'
import { buildApp } from '#server/http/app.ts'
import { parts } from './parts.ts'
import { keepSwept } from './sweep.ts'

export type Listening = { port: number; stop(): Promise<void> }

/** Answers requests until stopped; then lets those under way finish. */
export async function listen(house: House): Promise<Listening> {
  const app = buildApp(house, parts)
  const { host, port } = house.settings
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: host, port }, () => resolve(started))
    started.once('error', reject)
  })
  const stopSweeping = keepSwept(house)
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(resolve => {
        stopSweeping()
        house.live.close()
        server.close(() => resolve())
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}
