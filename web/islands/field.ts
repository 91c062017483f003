import { readAloud } from './field/aloud.ts'
import { watchHands } from './field/idle.ts'
import { keepKey } from './field/key.ts'
import { linkFollowed, watchLeaving } from './field/leaving.ts'
import { type Saving, saveWhileTyping } from './field/saving.ts'
import { showStatus } from './field/status.ts'
import { pressed } from './pressed.ts'

/*
 * Stands in every page of the field app. It keeps the key in memory for a worker that the browser stopped, saves what is typed,
 * locks when nobody is there, hides at once, and reads aloud. It writes nothing anywhere.
 */
const PING_MS = 15_000
const LOOK_MS = 5000
/** Longer than a save ever takes: a device that does not answer locks all the same. */
const PATIENCE_MS = 2000
const HIDE_WITHIN_MS = 1500

// What is kept here has no copy until it is sent: the browser is not to clear it away for room.
navigator.storage.persist()

const { lang } = document.documentElement
/** Only a page of an open device has this line. */
const open = document.getElementById('field-status') !== null
const key = keepKey(navigator.serviceWorker, open)
const idle = watchHands(window)
const { leaving } = watchLeaving()
const say = showStatus(navigator.serviceWorker)
const stopReading = readAloud([...document.querySelectorAll<HTMLElement>('[data-read]')].at(-1) ?? null)
/** One tab that locks locks them all: the others hold the same key. */
const tabs = new BroadcastChannel('aman-field')

const form = document.querySelector<HTMLFormElement>('form[data-kept]')
const saving: Saving | null = form && saveWhileTyping(form, say)

// A browser writes what stands in its forms to disk, for the day when it is restarted.
for (const each of document.forms) each.autocomplete = 'off'

/** What was typed leaves the page before the page leaves: a browser keeps pages that it can go back to. */
function clear(): void {
  for (const each of document.forms) each.reset()
  for (const each of document.querySelectorAll<HTMLInputElement>('input, textarea')) each.value = ''
  document.body.replaceChildren()
}

let locking = false
async function lock(byOther = false): Promise<void> {
  if (locking) return
  locking = true
  stopReading()
  const saved = saving?.now()
  clear()
  // The key stays until the last words are saved: the worker may have to ask for it once more.
  await Promise.race([saved, new Promise(done => setTimeout(done, PATIENCE_MS))])
  key.forget()
  key.tell('lock')
  if (!byOther) tabs.postMessage('lock')
  location.replace(`/field/${lang}/hidden`)
}

tabs.onmessage = () => open && lock(true)
document.addEventListener('input', event => {
  if (form?.contains(event.target as Node)) saving?.changed()
})
document.addEventListener('submit', event => {
  if (event.target !== form || !saving) return
  if (!saving.busy()) return saving.sent()
  event.preventDefault()
  const { submitter } = event
  saving.now().then(() => form?.requestSubmit(submitter))
})

// The next page may show what was typed on this one, so that it is asked for afterwards.
document.addEventListener('click', event => {
  const link = linkFollowed(event)
  if (!link || !saving?.pending()) return
  event.preventDefault()
  saving.now().then(() => location.assign(link.href))
})

const leave = document.querySelector<HTMLAnchorElement>('a.leave')
if (leave && matchMedia('(hover: hover)').matches) leave.append(' · Esc Esc')
leave?.addEventListener('click', event => {
  event.preventDefault()
  lock()
})
const hides = pressed('Escape', 2, HIDE_WITHIN_MS)
addEventListener('keydown', event => {
  if (hides(event.key)) lock()
})

addEventListener('pagehide', () => {
  stopReading()
  if (!locking) saving?.now()
})
addEventListener('pageshow', event => {
  if (event.persisted) location.reload()
})
document.addEventListener('visibilitychange', () => {
  if (open && document.hidden && !leaving()) lock()
})
setInterval(() => open && idle.tooLong() && lock(), LOOK_MS)

key.tell('here')
setInterval(() => key.tell('here'), PING_MS)
