/** What a page says to the worker: that somebody is there, and that the device is to lock. */
type Said = 'here' | 'lock'

export type KeptKey = {
  tell(say: Said): void
  /** For good: a page that forgot takes no other key. */
  forget(): void
}

type Worker = Pick<ServiceWorkerContainer, 'addEventListener'> & {
  readonly controller: Pick<ServiceWorker, 'postMessage'> | null
}

/**
 * Browsers stop a worker that has nothing to do, and the key goes with its memory. The page keeps the key in its own memory meanwhile
 * and gives it to the next worker that asks. It cannot be taken out of the browser's hands, and it is written nowhere.
 * @param open whether the page is of an open device; another keeps no key, or the page that hides would give back what was just locked.
 */
export function keepKey(worker: Worker, open: boolean): KeptKey {
  let key: CryptoKey | null = null
  let over = !open
  worker.addEventListener('message', event => {
    const { data, ports } = event as MessageEvent<{ key?: unknown; ask?: unknown } | null>
    if (data?.key instanceof CryptoKey && !over) key = data.key
    if (data?.ask === 'key') ports[0]?.postMessage({ key })
  })
  return {
    tell: say => worker.controller?.postMessage({ say }),
    forget() {
      key = null
      over = true
    },
  }
}
