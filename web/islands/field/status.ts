const SHOWN_MS = 4000

const line = (id: string) => document.getElementById(id)

/** The sentences are the page's own, in its language; the worker sends the one with the count ready to be shown. */
function put(id: string, words: string | undefined): void {
  const at = line(id)
  if (at && at.textContent !== words) at.textContent = words ?? ''
}

/** Keeps the line above the page true: what is unsent, whether there is a network, and that what is typed is kept. */
export function showStatus(worker: Pick<ServiceWorkerContainer, 'addEventListener'>): (outcome: string) => void {
  const network = () => put('field-network', navigator.onLine ? '' : line('field-network')?.dataset.offline)
  for (const each of ['online', 'offline']) addEventListener(each, network)
  network()
  worker.addEventListener('message', event => {
    const { status } = ((event as MessageEvent).data ?? {}) as { status?: unknown }
    if (typeof status === 'string') put('field-status', status)
  })
  let later: ReturnType<typeof setTimeout> | undefined
  return outcome => {
    clearTimeout(later)
    put('field-saved', line('field-saved')?.dataset[outcome])
    if (outcome === 'saved') later = setTimeout(() => put('field-saved', ''), SHOWN_MS)
  }
}
