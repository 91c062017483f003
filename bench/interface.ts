import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

/*
 * Lists, reads and opens cases at size, beside two floors in the same run. Servers run in a process of their own, the load comes from
 * this one. Prints requests a second and ratios; asserts nothing.
 */
const DATA = process.env.AMAN_BENCH_DATA ?? 'data/bench'
const CASES = Number(process.env.AMAN_BENCH_CASES ?? 200_000)
const SECONDS = Number(process.env.AMAN_BENCH_SECONDS ?? 6)
const CONNECTIONS = [1, 8, 32]

export type Ready = { token: string; ids: string[]; ports: { aman: number; floor: number; audited: number } }
type Shape = { method: 'GET' | 'POST'; aman(id: string): string; floor(id: string): string; body?: string }

const SHAPES: Record<string, Shape> = {
  list: { method: 'GET', aman: () => '/api/v1/cases?limit=25', floor: () => '/list' },
  read: { method: 'GET', aman: id => `/api/v1/cases/${id}`, floor: id => `/read/${id}` },
  create: {
    method: 'POST',
    aman: () => '/api/v1/cases',
    floor: () => '/create',
    body: JSON.stringify({
      openedFrom: 'walk-in',
      ageGroup: 'adult',
      personGroup: 'women',
      languages: ['uz'],
      risk: 'low',
      identity: { name: 'Invented Person', phone: '+999 555 0101', safeWhen: 'evenings' },
    }),
  },
}

async function measure(
  port: number,
  paths: string[],
  shape: Shape,
  token: string,
  connections: number,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: SECONDS,
    requests: paths.map(path => ({ path, method: shape.method, headers, ...(shape.body && { body: shape.body }) })),
  })
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed on port ${port}`)
  return result.requests.average
}

async function table({ token, ids, ports }: Ready): Promise<void> {
  console.log(`${CASES} cases, ${SECONDS} s a cell; requests a second and ratios\n`)
  console.log('what    conn      aman   audited floor  ratio   bare floor  ratio')
  for (const [name, shape] of Object.entries(SHAPES)) {
    for (const connections of CONNECTIONS) {
      const rate = (port: number, path: (id: string) => string) =>
        measure(port, ids.map(path), shape, token, connections)
      const audited = await rate(ports.audited, shape.floor)
      const aman = await rate(ports.aman, shape.aman)
      const bare = await rate(ports.floor, shape.floor)
      const cells = [
        aman.toFixed(0).padStart(8),
        audited.toFixed(0).padStart(12),
        (aman / audited).toFixed(2).padStart(10),
      ]
      console.log(
        name.padEnd(8),
        String(connections).padStart(3),
        ...cells,
        bare.toFixed(0).padStart(12),
        (aman / bare).toFixed(2).padStart(7),
      )
    }
  }
}

if (!existsSync(`${DATA}/demo.json`)) console.log(`Filling ${DATA} with ${CASES} invented cases; this happens once.`)
const child = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [DATA, String(CASES)], {
  execArgv: ['--import', 'tsx'],
})
child.on('exit', code => {
  if (code) process.exit(code)
})
const ready = await new Promise<Ready>(resolve => child.once('message', message => resolve(message as Ready)))
await table(ready)
child.send('stop')
