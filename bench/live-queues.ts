/* Queues that are open in browsers: each listens, and asks for its page anew at most once a second, as web/islands/live-queue.ts does. */

type Change = { mark: string; shown: boolean; at: number }
export type Watched = {
  /** A change that is committed: from now on every queue is to show the mark, or no longer. */
  committed(mark: string, shown: boolean): void
  /** Milliseconds from each change to the moment at which a queue had the new page; those that never had it are Infinity. */
  close(): number[]
}

const EVERY_MS = 1000
const SPREAD_MS = 400
const pause = (ms: number) => new Promise(done => setTimeout(done, ms))

export async function openQueues(origin: string, cookies: readonly string[]): Promise<Watched> {
  const leaving = new AbortController()
  const waits: number[] = []
  const pending = cookies.map(() => new Set<Change>())
  await Promise.all(
    cookies.map(async (cookie, index) => {
      const waiting = pending[index] ?? new Set()
      const headers = { cookie, 'x-by-itself': '1' }
      const refresh = atMostOnce(async () => {
        const page = await fetch(`${origin}/en/hotline/queue`, { headers, signal: leaving.signal })
        const text = await page.text()
        if (page.status !== 200) throw new Error(`the queue answered ${page.status}`)
        for (const change of waiting) {
          if (text.includes(change.mark) !== change.shown) continue
          waits.push(performance.now() - change.at)
          waiting.delete(change)
        }
      })
      const events = await fetch(`${origin}/en/hotline/queue/events`, { headers: { cookie }, signal: leaving.signal })
      if (events.status !== 200) throw new Error(`the stream answered ${events.status}`)
      follow(events, refresh)
    }),
  )
  return {
    committed(mark, shown) {
      for (const waiting of pending) waiting.add({ mark, shown, at: performance.now() })
    },
    close() {
      leaving.abort()
      return [...waits, ...pending.flatMap(each => [...each].map(() => Number.POSITIVE_INFINITY))]
    },
  }
}

async function follow(events: Response, refresh: () => void): Promise<void> {
  try {
    for await (const part of events.body ?? []) if (Buffer.from(part).includes('data:')) refresh()
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error
  }
}

function atMostOnce(work: () => Promise<void>): () => void {
  let running = false
  let asked = false
  const refresh = async () => {
    asked = running
    if (running) return
    running = true
    await pause(Math.random() * SPREAD_MS)
    const rest = pause(EVERY_MS)
    await work().catch(error => {
      if (error.name !== 'AbortError') throw error
    })
    await rest
    running = false
    if (asked) refresh()
  }
  return refresh
}
