import type { Body, Status, Theirs } from '#domain/sending/kept.ts'
import { retryAfterMs } from '#domain/sending/retry.ts'

/** The way to the server. `origin` is empty where the worker is the server's own. */
export type Road = {
  origin: string
  token(): string | null
  fetch: typeof fetch
  clock(): number
  /** After this the answer is no longer waited for; it may still have been stored. */
  patienceMs: number
}

/** Why nothing is known. `not-aman`: something answered that is not Aman, such as a hotel's sign-in page. */
export type NoAnswer = 'offline' | 'timeout' | 'fault' | 'busy' | 'not-aman'

export type Heard =
  | { kind: 'stored'; version: number; serverAt: string }
  | { kind: 'overtaken'; theirs: Theirs }
  | { kind: 'refused'; code: string }
  /** Stored or not: nobody knows. `askedMs`: how long the server wants to be left alone. */
  | { kind: 'unanswered'; code: NoAnswer; askedMs: number }
  /** The server does not speak with this device, or not with this token. */
  | { kind: 'barred'; code: string }

const PATH = '/api/v1/field/screenings'

const noAnswer = (code: NoAnswer, askedMs = 0): Heard => ({ kind: 'unanswered', code, askedMs })

/** Sends one copy and says what is certain. Whatever is not an answer of Aman's own is none. */
export async function post(road: Road, edit: string, body: Body, stopped: AbortSignal): Promise<Heard> {
  const sentAt = new Date(road.clock()).toISOString()
  const answer = await ask(road, stopped, PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': edit },
    body: JSON.stringify({ ...body, sentAt }),
  })
  if (typeof answer === 'string') return noAnswer(answer)
  const { status, said, askedMs } = answer
  if (status === 201 && said.id === body.id && typeof said.version === 'number' && typeof said.serverTime === 'string')
    return { kind: 'stored', version: said.version, serverAt: said.serverTime }
  return (
    notTaken(answer) ??
    (FASTER.includes(codeOf(said)) ? readTheirs(road, body.id, stopped) : refusedBy(status, codeOf(said), askedMs))
  )
}

const FASTER = ['screening.stale', 'screening.completed']

async function readTheirs(road: Road, id: string, stopped: AbortSignal): Promise<Heard> {
  const answer = await ask(road, stopped, `${PATH}/${id}`, {})
  if (typeof answer === 'string') return noAnswer(answer)
  const theirs = answer.status === 200 ? theirsOf(answer.said) : null
  if (theirs) return { kind: 'overtaken', theirs }
  return notTaken(answer) ?? refusedBy(answer.status, codeOf(answer.said), answer.askedMs)
}

/** What the status says without the code: who is barred, and what is no answer to what was asked. */
function notTaken({ status, said, askedMs }: Answer): Heard | null {
  if (status === 401 || status === 403) {
    const code = codeOf(said)
    return code ? { kind: 'barred', code } : noAnswer('not-aman')
  }
  if (status === 429 || status === 503) return noAnswer('busy', askedMs)
  return status >= 500 ? noAnswer('fault') : null
}

/** Only a refusal that Aman gives to a screening is one: an older server, or a proxy, answers 404 to what it does not know. */
const refusedBy = (status: number, code: string, askedMs: number): Heard =>
  status >= 400 && /^(screening|input|idempotency)\./.test(code)
    ? { kind: 'refused', code }
    : noAnswer('not-aman', askedMs)

type Said = Record<string, unknown>
type Answer = { status: number; said: Said; askedMs: number }

const codeOf = ({ code }: Said): string => (typeof code === 'string' ? code : '')

/** Why not, where nothing came back, or not to its end. */
async function ask(
  road: Road,
  stopped: AbortSignal,
  path: string,
  init: RequestInit,
): Promise<Answer | 'offline' | 'timeout'> {
  const token = road.token()
  try {
    const response = await road.fetch(`${road.origin}${path}`, {
      ...init,
      headers: { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.any([stopped, AbortSignal.timeout(road.patienceMs)]),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
    })
    const text = await response.text()
    const askedMs = retryAfterMs(response.headers.get('retry-after'), road.clock())
    return { status: response.status, said: objectIn(text), askedMs }
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'offline'
  }
}

/** An answer that was cut off is none either: what is left of it is no JSON. */
function objectIn(text: string): Said {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Said) : {}
  } catch {
    return {}
  }
}

function theirsOf({ version, status, answers, notes, by, at }: Said): Theirs | null {
  if (typeof version !== 'number' || (status !== 'draft' && status !== 'completed') || typeof at !== 'string')
    return null
  if (!answers || !notes) return null
  return {
    version,
    status: status as Status,
    answers: answers as Theirs['answers'],
    notes: notes as Theirs['notes'],
    by: typeof by === 'string' ? by : null,
    at,
  }
}
