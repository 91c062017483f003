const IDLE_MS = 5 * 60_000
const SEEN = ['keydown', 'pointerdown', 'input', 'scroll', 'wheel'] as const

export type Idle = {
  /** Asked from time to time, and not by one long timer: those stand still while a machine sleeps. */
  tooLong(): boolean
}

/** Whether somebody is there: a key, a finger, a wheel. */
export function watchHands(page: Pick<EventTarget, 'addEventListener'>, now: () => number = Date.now): Idle {
  let seen = now()
  const mark = () => {
    seen = now()
  }
  for (const each of SEEN) page.addEventListener(each, mark, { passive: true, capture: true })
  // A clock that was set back would keep the page open; any step backwards counts as too long.
  return { tooLong: () => now() - seen >= IDLE_MS || now() < seen }
}
