import type { Client } from 'pg'
import type { SoundBlock } from './check-blocks.ts'
import { EVENT_COLUMNS, type EventText, leafOfEvent, seqOf } from './event-bytes.ts'
import type { Fault } from './faults.ts'
import { stretchesIn } from './members.ts'

type Expected = { seq: number; block: number; leaf: Buffer }
type Misfit = { expected: Expected; event: EventText }

/** The first event, by block and then by place, that is gone or is not what was sealed. */
export async function faultInEvents(client: Client, sound: readonly SoundBlock[]): Promise<Fault | null> {
  if (sound.length === 0) return null
  const expected = sound.flatMap(expectedIn).sort((a, b) => a.seq - b.seq)
  const events = await readEvents(client, sound)
  const missing: Expected[] = []
  const misfits: Misfit[] = []
  let at = 0
  for (const each of expected) {
    const event = events[at]
    if (!event || seqOf(event) !== each.seq) {
      missing.push(each)
      continue
    }
    at += 1
    if (!leafOfEvent(event).equals(each.leaf)) misfits.push({ expected: each, event })
  }
  return firstOf(missing, misfits)
}

function* seqsIn({ block }: SoundBlock): Generator<number> {
  for (const { first, last } of stretchesIn(block.members) ?? []) for (let seq = first; seq <= last; seq++) yield seq
}

const expectedIn = (sound: SoundBlock): Expected[] =>
  [...seqsIn(sound)].flatMap((seq, at) => {
    const leaf = sound.leaves[at]
    return leaf ? [{ seq, block: sound.block.number, leaf }] : []
  })

async function readEvents(client: Client, sound: readonly SoundBlock[]): Promise<EventText[]> {
  const stretches = sound.map(({ block }) => block.members.slice(1, -1)).join(',')
  const { rows } = await client.query({
    text: `select ${EVENT_COLUMNS} from unnest($1::int8multirange) r
             join aman.audit_event e on e.seq >= lower(r) and e.seq < upper(r) order by e.seq`,
    values: [`{${stretches}}`],
    rowMode: 'array',
  })
  return rows
}

function firstOf(missing: readonly Expected[], misfits: readonly Misfit[]): Fault | null {
  const faults = [
    ...missing.map(({ seq, block }): Fault => ({ kind: 'event-missing', block, seq })),
    ...misfits.map(({ expected: { seq, block } }): Fault => ({ kind: 'event-altered', block, seq })),
  ].sort((a, b) => (a.block ?? 0) - (b.block ?? 0) || (a.seq ?? 0) - (b.seq ?? 0))
  const [first] = faults
  const misfit = misfits.find(({ expected }) => expected.seq === first?.seq)
  if (!first || !misfit) return first ?? null
  return misfits.some(other => other !== misfit && swapped(misfit, other))
    ? { ...first, kind: 'events-swapped' }
    : first
}

/** Whether each stands where the other stood: with the other's place it is what was sealed there. */
function swapped(one: Misfit, other: Misfit): boolean {
  const at = (event: EventText, { seq, leaf }: Expected) => leafOfEvent([String(seq), ...event.slice(1)]).equals(leaf)
  return at(one.event, other.expected) && at(other.event, one.expected)
}
