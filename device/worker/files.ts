/** The files of the app that are the same for everybody: they are kept so that it starts without a network, and hold no person's data. */
export type Shelf = {
  store(): Promise<void>
  find(address: string): Promise<Response | undefined>
  clear(): Promise<void>
}

const PREFIX = 'aman-field-'
const nameOf = (addresses: readonly string[]) => `${PREFIX}${addresses.join(' ')}`

/**
 * The addresses change with what stands there, so that the files of two versions are never mixed.
 * @param besides what the app is better with, and does without where it does not arrive.
 */
export function shelfOf(caches: CacheStorage, addresses: readonly string[], besides: readonly string[]): Shelf {
  const name = nameOf([...addresses, ...besides])
  return {
    async store() {
      const cache = await caches.open(name)
      await cache.addAll([...addresses])
      await Promise.allSettled(besides.map(each => cache.add(each)))
      for (const old of await caches.keys()) if (old.startsWith(PREFIX) && old !== name) await caches.delete(old)
    },
    async find(address) {
      return (await caches.open(name)).match(address, { ignoreVary: true })
    },
    async clear() {
      for (const each of await caches.keys()) if (each.startsWith(PREFIX)) await caches.delete(each)
    },
  }
}

/** The part of a file that was asked for: Safari plays no sound of a worker that answers with the whole. */
export async function partOf(whole: Response, range: string | null): Promise<Response> {
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (from === '') return whole
  const bytes = await whole.blob()
  const start = Number(from)
  const end = Math.min(to === '' ? bytes.size : Number(to) + 1, bytes.size)
  const type = whole.headers.get('content-type') ?? ''
  if (start >= end) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.size}` } })
  return new Response(bytes.slice(start, end), {
    status: 206,
    headers: { 'content-type': type, 'content-range': `bytes ${start}-${end - 1}/${bytes.size}` },
  })
}
