import type { Logger } from 'pino'
import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import type { Pool } from '#server/db/client.ts'
import type { Ear } from '#server/db/ear.ts'
import type { Knowledge } from './load.ts'

export const INSTRUMENTS_CHANNEL = 'aman_instruments'

/**
 * The knowledge of the files with the instruments that were published here, as one list: in every process, from the moment at which the
 * database tells of a new one, and again whenever something may have been missed.
 */
export async function withPublished(files: Knowledge, pool: Pool, ear: Ear, log: Logger): Promise<Knowledge> {
  let all = files.instruments
  let asked = 0
  const refresh = async () => {
    asked += 1
    const mine = asked
    const { rows } = await pool.query<Row>('select instrument, version, body from aman.instrument_version')
    if (mine === asked) all = merged(files, rows, log)
  }
  const again = () =>
    void refresh().catch(fault => log.warn({ fault: fault.name }, 'published instruments could not be read'))
  ear.on(INSTRUMENTS_CHANNEL, { told: again, missed: again })
  await refresh()
  return {
    ...files,
    get instruments() {
      return all
    },
    latest: id => all.findLast(each => each.id === id),
    instrument: (id, version) => all.find(each => each.id === id && each.version === version),
  }
}

type Row = { instrument: string; version: number; body: unknown }

/** What the schema does not pass is left out and told: a screening never meets it. */
function merged(files: Knowledge, rows: readonly Row[], log: Logger): readonly Instrument[] {
  const published = rows.flatMap(({ instrument, version, body }) => {
    const valid = instrumentProblems(body).length === 0
    if (!valid) log.error({ instrument, version }, 'a published instrument cannot be used')
    return valid ? [body as Instrument] : []
  })
  return [...files.instruments, ...published].sort((a, b) =>
    a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1,
  )
}
