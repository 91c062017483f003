/*
 * Stands in every page of the field app. It keeps the key in memory for a worker that the browser stopped, saves what is typed,
 * locks when nobody is there, and hides at once. It writes nothing anywhere.
 */
const IDLE_MS = 5 * 60_000
const PING_MS = 15_000

let key: CryptoKey | null = null
let leaving = false
const language = document.documentElement.lang
const say = (what: string) => navigator.serviceWorker.controller?.postMessage({ say: what })

navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
  const told = (data ?? {}) as { key?: CryptoKey; ask?: string }
  if (told.key) key = told.key
  if (told.ask === 'key') ports[0]?.postMessage({ key })
})

/** What was typed leaves the page before the page leaves: a browser keeps pages that it can go back to. */
function clear(): void {
  for (const each of document.querySelectorAll<HTMLInputElement>('input, textarea')) each.value = ''
  document.body.replaceChildren()
}

async function lock(): Promise<void> {
  if (leaving) return
  leaving = true
  await save()
  key = null
  say('lock')
  clear()
  location.replace(`/field/${language}/hidden`)
}

/** Sends the page's form as it stands; the worker answers in words and not with a page. */
async function save(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('form[data-kept]')
  if (!form || !changed) return
  changed = false
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
  body.set('after', 'stop')
  const headers = { 'x-by-itself': '1', 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(form.action, { method: 'POST', headers, body, keepalive: true }).catch(() => null)
  const { version } = ((await answer?.json().catch(() => null)) ?? {}) as { version?: number | null }
  const field = form.elements.namedItem('version')
  if (version && field instanceof HTMLInputElement) field.value = String(version)
}

let changed = false
let soon: ReturnType<typeof setTimeout> | undefined
document.addEventListener('input', () => {
  changed = true
  clearTimeout(soon)
  soon = setTimeout(save, 800)
})

let idle: ReturnType<typeof setTimeout> | undefined
function here(): void {
  clearTimeout(idle)
  if (key || document.querySelector('#field-status')) idle = setTimeout(lock, IDLE_MS)
}
for (const each of ['keydown', 'pointerdown', 'scroll']) addEventListener(each, here, { passive: true })

document.addEventListener('submit', () => {
  leaving = true
})
document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link?.getAttribute('href')?.startsWith('/field/')) leaving = true
  if (link?.classList.contains('leave')) {
    event.preventDefault()
    leaving = false
    lock()
  }
})
let escapes = 0
addEventListener('keydown', event => {
  escapes = event.key === 'Escape' ? escapes + 1 : 0
  if (escapes === 2) lock()
})
addEventListener('pagehide', () => {
  leaving = true
})
addEventListener('pageshow', event => {
  if (event.persisted) location.reload()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden' && document.querySelector('#field-status')) lock()
})

say('here')
setInterval(() => say('here'), PING_MS)
here()
