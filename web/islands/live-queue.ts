/*
 * Keeps the queue fresh while its page is open. The server says only that something changed; the page is then asked for as its reader
 * would, and its live part replaced. Where this does not run, the page has a link that reloads it.
 */
const EVERY_MS = 1000
/** A change reaches every desk at once; they do not all ask in the same moment. */
const SPREAD_MS = 400
const ANYWAY_MS = 60_000

const live = () => document.getElementById('live')
const status = document.getElementById('live-status')

/** What has the focus, by what it does: its element is about to be replaced. */
const deedOf = (each: Element | null) =>
  each?.getAttribute('href') ?? `${each?.closest('form')?.getAttribute('action')} ${each?.getAttribute('value')}`

function say(words: string | undefined, look: string): void {
  if (!status || status.textContent === words) return
  status.className = look
  status.textContent = words ?? ''
}

async function renew(): Promise<void> {
  const answer = await fetch(location.href, { headers: { 'x-by-itself': '1' } })
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live')
  const now = live()
  // The session ended, or the role changed: the page is no longer hers to see.
  if (!next || !now) return location.reload()
  const focus = now.contains(document.activeElement) ? deedOf(document.activeElement) : null
  now.replaceWith(next)
  if (focus) {
    const same = [...next.querySelectorAll<HTMLElement>('a, button')].find(each => deedOf(each) === focus)
    same?.focus()
    if (!same) next.focus()
  }
  say(next.dataset.said, 'unseen')
}

const after = (ms: number) => new Promise(done => setTimeout(done, ms))

let running = false
let asked = false

/** At most once a second; what happens meanwhile is one more time at its end. */
async function refresh(): Promise<void> {
  asked = running
  if (running) return
  running = true
  await after(Math.random() * SPREAD_MS)
  const pause = after(EVERY_MS)
  await renew().catch(() => say(status?.dataset.lost, 'notice warn'))
  await pause
  running = false
  if (asked) refresh()
}

const source = new EventSource(status?.dataset.events ?? '')
source.onmessage = refresh
source.onopen = refresh
source.onerror = () => say(status?.dataset.lost, 'notice warn')
setInterval(refresh, ANYWAY_MS)
