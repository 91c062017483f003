import { type ChildProcess, spawn } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const AMAN = fileURLToPath(new URL('../../bin/aman.js', import.meta.url))

export type Ended = { code: number | null; out: string; err: string }
type Where = { cwd?: string; env?: Record<string, string> }

/** The environment of a plain shell: no setting of whoever runs the tests reaches the program. */
const bare = (extra: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  ...extra,
})

const started = (args: readonly string[], { cwd = '/', env = {} }: Where): ChildProcess =>
  spawn(process.execPath, [AMAN, ...args], { cwd, env: bare(env), stdio: ['ignore', 'pipe', 'pipe'] })

/** Runs a command of Aman to its end. */
export function aman(args: readonly string[], where: Where = {}): Promise<Ended> {
  const child = started(args, where)
  const said = listening(child)
  return new Promise(resolve => child.on('close', code => resolve({ code, ...said })))
}

export type Running = {
  child: ChildProcess
  said: { out: string; err: string }
  seconds: number
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** Starts Aman and waits until it has said so. */
export async function running(args: readonly string[], until: RegExp, where: Where = {}): Promise<Running> {
  const began = performance.now()
  const child = started(args, where)
  const said = listening(child)
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => until.test(said.out) && resolve())
    void ended.then(code => reject(new Error(`ended with ${code}: ${said.err}`)))
  })
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return { code: await ended, ...said }
  }
  return { child, said, seconds: (performance.now() - began) / 1000, stop }
}

function listening(child: ChildProcess) {
  const said = { out: '', err: '' }
  child.stdout?.on('data', part => {
    said.out += part
  })
  child.stderr?.on('data', part => {
    said.err += part
  })
  return said
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
