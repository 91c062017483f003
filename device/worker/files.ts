/** The files of the app that are the same for everybody: they are kept so that it starts without a network, and hold no person's data. */
export type Shelf = {
  store(): Promise<void>
  find(address: string): Promise<Response | undefined>
  clear(): Promise<void>
}

const PREFIX = 'aman-field-'
const nameOf = (addresses: readonly string[]) => `${PREFIX}${addresses.join(' ')}`

/** The addresses change with what stands there, so that the files of two versions are never mixed. */
export function shelfOf(caches: CacheStorage, addresses: readonly string[]): Shelf {
  const name = nameOf(addresses)
  return {
    async store() {
      const cache = await caches.open(name)
      await cache.addAll([...addresses])
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
