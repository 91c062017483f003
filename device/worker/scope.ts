/** What a service worker has around it, as far as the app uses it: the DOM's types know pages only. */
export type WorkerScope = {
  addEventListener<K extends keyof WorkerEvents>(kind: K, listener: (event: WorkerEvents[K]) => void): void
  skipWaiting(): Promise<void>
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled?: boolean }): Promise<readonly Tab[]>
  }
  readonly registration: { unregister(): Promise<boolean> }
  readonly navigator: Navigator
  readonly location: Location
}

export type Tab = { readonly url: string; postMessage(message: unknown, transfer?: Transferable[]): void }

type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
export type FetchEvent = Extendable & {
  readonly request: Request
  respondWith(answer: Promise<Response> | Response): void
}
type MessageTold = Extendable & {
  readonly data: unknown
  readonly source: Tab | null
  readonly ports: readonly MessagePort[]
}
type WorkerEvents = {
  install: Extendable
  activate: Extendable
  fetch: FetchEvent
  message: MessageTold
  sync: Extendable
}
