import { parentPort, workerData } from 'node:worker_threads'

/*
 * Lets the processes of a browser run for a quarter of the time, as on a CPU of a quarter of the speed. A thread of its own, so that it
 * keeps time while the bench works. Chromium's own throttle reaches pages and no service worker: `Emulation.setCPUThrottlingRate`
 * answers there that it is "only supported for pages".
 */
export type Throttled = { group: number; stop: Int32Array }

const RUNS_MS = 2

const { group, stop } = workerData as Throttled
const until = (at: number) => {
  const left = at - performance.now()
  if (left > 0) Atomics.wait(stop, 0, 0, left)
}
const tell = (signal: 'SIGSTOP' | 'SIGCONT') => process.kill(-group, signal)

parentPort?.postMessage('begun')
while (Atomics.load(stop, 0) === 0) {
  const begun = performance.now()
  tell('SIGCONT')
  until(begun + RUNS_MS)
  tell('SIGSTOP')
  const stopped = performance.now()
  // A busy machine lets this thread wait as well: what the browser ran too long it stands still for.
  until(stopped + 3 * (stopped - begun))
}
tell('SIGCONT')
