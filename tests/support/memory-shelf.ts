import type { Shelf } from '#device/sending/send.ts'
import type { Kept } from '#domain/sending/kept.ts'

/** A vault without a lock: what it keeps is text, so that nobody holds a value that is then changed. */
export function memoryShelf() {
  const kept = new Map<string, string>()
  const parsed = (id: string): Kept | null => JSON.parse(kept.get(id) ?? 'null')
  let ids: string[] = []
  let opened = 0
  const shelf: Shelf = {
    async change(_, id, next) {
      const before = parsed(id)
      const value = next(before)
      if (value) kept.set(id, JSON.stringify(value))
      else kept.delete(id)
      if (!before || !value) ids = [...kept.keys()].toSorted()
      return value
    },
    async walk(_, after = '', limit = 50) {
      const from = ids.findIndex(id => id > after)
      const page = from === -1 ? [] : ids.slice(from, from + limit)
      opened = Math.max(opened, page.length)
      return page.flatMap(id => {
        const value = parsed(id)
        return value ? [{ id, value }] : []
      })
    },
  }
  return {
    shelf,
    get: parsed,
    all: () => ids.flatMap(id => parsed(id) ?? []),
    count: (state: Kept['sending']['state']) =>
      [...kept.values()].filter(text => text.includes(`"sending":{"state":"${state}"`)).length,
    /** Many at once, as if they had been typed one by one. */
    fill(values: readonly Kept[]) {
      for (const each of values) kept.set(each.id, JSON.stringify(each))
      ids = [...kept.keys()].toSorted()
    },
    /** The most that one look had open. */
    mostOpened: () => opened,
  }
}
