import { VaultRefusal } from '#device/vault/refusal.ts'
import { isOnItsWay, type Kept } from '#domain/sending/kept.ts'
import { type Event, next } from '#domain/sending/next.ts'
import { isDue, LONGEST_ASKED_MS, waitMs } from '#domain/sending/retry.ts'
import { type Heard, post, type Road } from './post.ts'

/** What sending needs of the vault. */
export type Shelf = {
  change(kind: 'screening', id: string, next: (now: Kept | null) => Kept | null): Promise<Kept | null>
  walk(kind: 'screening', after?: string, limit?: number): Promise<{ id: string; value: Kept }[]>
}

export type Tools = {
  shelf: Shelf
  road: Road
  /** From 0 up to 1. */
  chance(): number
  /** A UUIDv7 for a change that goes on under another name. */
  newId(): string
}

/**
 * What one run did. `pausedBy`: why the server does not speak with this device; nothing is sent until it is asked for by hand.
 * `againInMs`: when the next run is worth while, null where nothing waits.
 */
export type Run = {
  stored: number
  unanswered: number
  refused: number
  conflicts: number
  pausedBy: string | null
  againInMs: number | null
}

export type Sender = {
  /** Sends what is due; `byHand`, all that waits. Asked during a run, it looks once more and answers for both. */
  send(byHand?: boolean): Promise<Run>
  /** At lock and wipe. What is under way is given up, and is sent again unchanged later. */
  stop(): void
}

const AT_ONCE = 4
const PAGE = 25
/** So many in a row without an answer: it is the road or the server and not the screenings. */
const IN_A_ROW = 5

type State = {
  pausedBy: string | null
  quietUntil: number
  inARow: number
  quietRuns: number
  stopped: AbortController
}
type Lane = { tools: Tools; state: State; run: Run }

export function openSender(tools: Tools): Sender {
  const state: State = { pausedBy: null, quietUntil: 0, inARow: 0, quietRuns: 0, stopped: new AbortController() }
  let running: Promise<Run> | null = null
  let asked: 'by itself' | 'by hand' | null = null

  async function runs(): Promise<Run> {
    const run: Run = { stored: 0, unanswered: 0, refused: 0, conflicts: 0, pausedBy: null, againInMs: null }
    while (asked) {
      const byHand = asked === 'by hand'
      asked = null
      await goThrough({ tools, state, run }, byHand).catch(unlessLocked)
    }
    return run
  }

  return {
    send(byHand = false) {
      if (asked !== 'by hand') asked = byHand ? 'by hand' : 'by itself'
      running ??= runs().finally(() => {
        running = null
      })
      return running
    },
    stop: () => state.stopped.abort(),
  }
}

/** A lock in the middle is no fault: what is under way goes out again when the device is open. */
function unlessLocked(error: unknown): void {
  if (!(error instanceof VaultRefusal) || error.refusal.code !== 'vault.locked') throw error
}

async function goThrough(lane: Lane, byHand: boolean): Promise<void> {
  const { state, run, tools } = lane
  const now = tools.road.clock()
  // A time further off than any wait was set by a clock that was put back since.
  const isQuiet = !byHand && state.quietUntil > now && state.quietUntil - now <= LONGEST_ASKED_MS
  if (byHand) state.pausedBy = null
  if (!isQuiet) Object.assign(state, { quietUntil: 0, inARow: 0, stopped: new AbortController() })
  run.againInMs = null
  if (!state.pausedBy && !isQuiet) {
    const items = due(lane, byHand)
    // Each takes the next one, so that a slow answer holds up its own lane alone and a few screenings at most are open in memory.
    await Promise.all(Array.from({ length: AT_ONCE }, () => walkLane(lane, items)))
  }
  run.pausedBy = state.pausedBy
  if (state.quietUntil > now) noteAgain(run, state.quietUntil - now)
}

const isOver = ({ state }: Lane): boolean =>
  state.pausedBy !== null || state.quietUntil > 0 || state.stopped.signal.aborted

/** What waits, oldest first, a page at a time. */
async function* due(lane: Lane, byHand: boolean): AsyncGenerator<string, void> {
  const { shelf, road } = lane.tools
  for (let after: string | undefined; ; ) {
    const page = await shelf.walk('screening', after, PAGE)
    for (const { id, value } of page) {
      if (isOver(lane)) return
      if (byHand ? isOnItsWay(value) : isDue(value, road.clock())) yield id
      else if (isOnItsWay(value)) noteWait(lane, value)
    }
    after = page.at(-1)?.id
    if (after === undefined) return
  }
}

async function walkLane(lane: Lane, items: AsyncGenerator<string, void>): Promise<void> {
  try {
    for (let each = await items.next(); !each.done; each = await items.next()) await sendOne(lane, each.value)
  } catch (error) {
    // The other lanes are not to go on in a vault that was locked, or on a full disk.
    lane.state.stopped.abort()
    throw error
  }
}

async function sendOne(lane: Lane, id: string): Promise<void> {
  const { tools, state } = lane
  const { shelf, road } = tools
  const { signal } = state.stopped
  const at = new Date(road.clock()).toISOString()
  // Written before it leaves: whatever ends this worker now, the same copy goes out again.
  const leaving = await shelf.change('screening', id, kept => kept && next(kept, { kind: 'left', at }))
  const copy = leaving?.sending.inFlight
  if (!copy) return
  const heard = await post(road, copy.edit, copy.body, signal)
  if (signal.aborted) return
  if (heard.kind === 'barred') {
    state.pausedBy = heard.code
    return
  }
  const event = eventOf(tools, copy.edit, heard, leaving.sending.tries)
  const after = await shelf.change('screening', id, kept => kept && next(kept, event))
  count(lane, heard, after)
}

function eventOf(
  { road, chance, newId }: Tools,
  edit: string,
  heard: Exclude<Heard, { kind: 'barred' }>,
  tries: number,
): Event {
  if (heard.kind === 'overtaken') return { kind: 'overtaken', edit, theirs: heard.theirs, fresh: newId() }
  if (heard.kind !== 'unanswered') return { ...heard, edit }
  const nextTryAt = new Date(road.clock() + waitMs(tries, chance(), heard.askedMs)).toISOString()
  return { kind: 'unanswered', edit, code: heard.code, nextTryAt }
}

function count(lane: Lane, heard: Heard, after: Kept | null): void {
  const { tools, state, run } = lane
  if (heard.kind !== 'unanswered') {
    Object.assign(state, { inARow: 0, quietRuns: 0 })
    if (heard.kind === 'stored') run.stored += 1
    if (heard.kind === 'refused') run.refused += 1
    if (after?.sending.state === 'conflict') run.conflicts += 1
    else if (after && isOnItsWay(after)) noteAgain(run, 0)
    return
  }
  run.unanswered += 1
  state.inARow += 1
  if (after) noteWait(lane, after)
  if (heard.askedMs > 0 || state.inARow >= IN_A_ROW) {
    state.quietUntil = tools.road.clock() + waitMs(state.quietRuns, tools.chance(), heard.askedMs)
    state.quietRuns += 1
  }
}

function noteWait({ tools, run }: Lane, { sending }: Kept): void {
  const left = sending.nextTryAt === null ? 0 : Date.parse(sending.nextTryAt) - tools.road.clock()
  noteAgain(run, Math.max(0, left))
}

function noteAgain(run: Run, inMs: number): void {
  run.againInMs = Math.min(run.againInMs ?? inMs, inMs)
}
