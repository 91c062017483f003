import pg from 'pg'
import type { Address } from '#server/db/client.ts'

/** Works over a connection of its own past the policies, as routines do: they act for nobody who is signed in. */
export async function asOwner<T>(owner: Address, routine: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...owner, application_name: `aman ${routine}` })
  // One that dies at work fails its query with the cause; without a listener it would end the process besides.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('set role aman_owner')
    return await work(client)
  } finally {
    await client.end()
  }
}
