/** How a form was saved: what the worker answered, or that it did not. */
type Outcome = 'saved' | 'failed'

export type Saving = {
  /** Something was typed or chosen; it is saved when the hand rests. */
  changed(): void
  /** Saves what is typed, if it is not saved yet. The form is read at once, so that it may be cleared meanwhile. */
  now(): Promise<void>
  /** The form itself is sent, with all that is typed: a save beside it would change once more what the next page shows. */
  sent(): void
  /** Whether a save is on its way: a form that is sent before its answer would carry an old version and contradict itself. */
  busy(): boolean
  /** Whether something is typed that is not saved yet. */
  pending(): boolean
}

const REST_MS = 800
const HEADERS = { 'x-by-itself': '1', 'content-type': 'application/x-www-form-urlencoded' }

const versionOf = (form: HTMLFormElement) => form.querySelector<HTMLInputElement>('input[name="version"]')

/** One field with each name and value, as the browser itself would send them. */
function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  body.set('after', 'stop')
  return body
}

/** Sends a form as it stands, by itself and one save after the other; each answer gives the version that the next one builds on. */
export function saveWhileTyping(form: HTMLFormElement, say: (outcome: Outcome) => void): Saving {
  let unsaved = false
  let underWay = 0
  let last = Promise.resolve()
  let soon: ReturnType<typeof setTimeout> | undefined

  async function post(body: URLSearchParams): Promise<void> {
    const field = versionOf(form)
    if (field) body.set('version', field.value)
    const answer = await fetch(form.action, { method: 'POST', headers: HEADERS, body, keepalive: true })
    const { version } = ((await answer.json()) ?? {}) as { version?: number | null }
    if (!answer.ok) throw new Error('not saved')
    if (field && version) field.value = String(version)
  }

  async function now(): Promise<void> {
    clearTimeout(soon)
    if (!unsaved) return last
    unsaved = false
    underWay += 1
    const body = bodyOf(form)
    const outcome = (told: Outcome) => {
      underWay -= 1
      // What was not saved is tried again with the next change, and at the latest when the page locks.
      if (told === 'failed') unsaved = true
      say(told)
    }
    last = last
      .then(() => post(body))
      .then(
        () => outcome('saved'),
        () => outcome('failed'),
      )
    return last
  }

  return {
    changed() {
      unsaved = true
      clearTimeout(soon)
      soon = setTimeout(now, REST_MS)
    },
    now,
    busy: () => underWay > 0,
    pending: () => unsaved || underWay > 0,
    sent() {
      clearTimeout(soon)
      unsaved = false
    },
  }
}
