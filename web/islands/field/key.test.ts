import { expect, test } from 'vitest'
import { keepKey } from './key.ts'

/** A worker as a page meets it: what it tells the page, and what the page gave it. */
function fakeWorker() {
  const pages = new EventTarget()
  const said: unknown[] = []
  return {
    said,
    worker: {
      addEventListener: pages.addEventListener.bind(pages) as ServiceWorkerContainer['addEventListener'],
      controller: { postMessage: (what: unknown) => void said.push(what) },
    },
    tell: (data: unknown) => pages.dispatchEvent(new MessageEvent('message', { data })),
    asked(): unknown {
      let given: unknown
      const port = { postMessage: (what: unknown) => (given = what) }
      pages.dispatchEvent(Object.assign(new Event('message'), { data: { ask: 'key' }, ports: [port] }))
      return given
    },
  }
}

const made = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])

test('a page gives back the key that it was given, and nothing that is no key', async () => {
  const { worker, tell, asked } = fakeWorker()
  keepKey(worker, true)
  expect(asked()).toEqual({ key: null })
  tell({ key: 'no key' })
  tell(null)
  expect(asked()).toEqual({ key: null })
  const key = await made()
  tell({ key })
  expect(asked()).toEqual({ key })
})

test('a page that forgot, and a page of a device that is not open, keep no key that comes late', async () => {
  const key = await made()
  const forgetting = fakeWorker()
  const kept = keepKey(forgetting.worker, true)
  forgetting.tell({ key })
  kept.forget()
  forgetting.tell({ key })
  expect(forgetting.asked()).toEqual({ key: null })
  kept.tell('lock')
  expect(forgetting.said).toEqual([{ say: 'lock' }])

  const hidden = fakeWorker()
  keepKey(hidden.worker, false)
  hidden.tell({ key })
  expect(hidden.asked()).toEqual({ key: null })
})
