import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What a road does to one request. `before`: the server never hears of it. `after`: it has done its work, and the answer is lost.
 * `twice`: the same bytes arrive again by another way.
 */
export const MISHAPS = [
  'fault-before',
  'fault-after',
  'cut-before',
  'cut-after',
  'cut-half-way',
  'silence-before',
  'late-answer',
  'busy',
  'hotel',
  'twice-at-once',
  'twice-later',
] as const
export type Mishap = (typeof MISHAPS)[number] | 'none'

type Whole = { status: number; headers: IncomingMessage['headers']; body: Buffer }

/** Stands between a device and the server, and does to each request what `decide` says of its address. */
export async function openBadRoad(decide: (address: string) => Mishap, patienceMs: number) {
  let target: number | null = null
  const happened: Partial<Record<Mishap, number>> = {}
  const under = new Set<Promise<unknown>>()

  const pass = (incoming: IncomingMessage, body: Buffer) => {
    const passing = forward(target, incoming, body)
    under.add(passing)
    passing.catch(() => undefined).finally(() => under.delete(passing))
    return passing
  }
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming)
    const mishap = decide(incoming.url ?? '')
    happened[mishap] = (happened[mishap] ?? 0) + 1
    await travel(mishap, () => pass(incoming, body), outgoing, patienceMs).catch(() => outgoing.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    happened,
    /** Null while the server is away. */
    leadTo: (port: number | null) => {
      target = port
    },
    /** Until what is still on the way has arrived. */
    settle: async () => {
      await sleep(patienceMs * 2)
      await Promise.allSettled(under)
    },
    close: () => closed(server),
  }
}

async function travel(
  mishap: Mishap,
  pass: () => Promise<Whole>,
  out: ServerResponse,
  patienceMs: number,
): Promise<void> {
  switch (mishap) {
    case 'fault-before':
      return answer(out, { status: 500, headers: {}, body: Buffer.from('a fault') })
    case 'busy':
      return answer(out, { status: 503, headers: { 'retry-after': '1' }, body: Buffer.from('') })
    case 'hotel':
      return answer(out, { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>Sign in</p>') })
    case 'cut-before':
      return void out.destroy()
    case 'silence-before':
      await sleep(patienceMs * 1.5)
      return void out.destroy()
    case 'twice-at-once':
      return answer(out, (await Promise.all([pass(), pass()]))[1])
    default:
      return after(mishap, pass, out, patienceMs)
  }
}

/** The server has heard it, and has stored it. */
async function after(
  mishap: Mishap,
  pass: () => Promise<Whole>,
  out: ServerResponse,
  patienceMs: number,
): Promise<void> {
  const whole = await pass()
  if (mishap === 'cut-after') return void out.destroy()
  if (mishap === 'fault-after') return answer(out, { ...whole, status: 502, body: Buffer.from('') })
  if (mishap === 'late-answer') await sleep(patienceMs * 1.5)
  if (mishap === 'twice-later')
    void sleep(patienceMs)
      .then(pass)
      .catch(() => undefined)
  if (mishap !== 'cut-half-way') return answer(out, whole)
  out.writeHead(whole.status, { ...whole.headers, 'content-length': whole.body.length })
  out.write(whole.body.subarray(0, whole.body.length / 2), () => out.destroy())
}

function answer(out: ServerResponse, { status, headers, body }: Whole): void {
  const { 'transfer-encoding': _, ...rest } = headers
  out.writeHead(status, { ...rest, 'content-length': body.length })
  out.end(body)
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function forward(port: number | null, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Whole> {
  return new Promise((resolve, reject) => {
    if (port === null) return reject(new Error('the server is away'))
    const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, async response => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(response) })
    })
    passed.once('error', reject)
    passed.end(body)
  })
}

const closed = (server: Server) =>
  new Promise<void>(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
