import { sourcesUnder } from './source-files.ts'
import type { Kind } from './word-rules.ts'

const KEY = String.raw`'([a-z][a-z-]*\.[a-z0-9-]+)'`
/** Where a key stands in the markup. What is put together from parts is a sentence. */
const STANDS: readonly (readonly [kind: Kind, where: RegExp])[] = [
  ['heading', new RegExp(String.raw`<h[1-3][^>]*>\s*\{t\(${KEY}`, 'g')],
  ['heading', new RegExp(String.raw`\btitle=\{t\(${KEY}`, 'g')],
  ['button', new RegExp(String.raw`<Button\b[^<>]*?\blabel=\{t\(${KEY}`, 'g')],
]
const TAB = /\.(tab|[a-z-]+-tab)$/
/** Parts of a text message: features/prevention/*\/short.ts. */
const SHORT = /\.short-/

/** The bound that a key has: by where it stands, or by its name where that says it. The narrowest wins. */
export function kindsOf(texts: readonly string[], keys: Iterable<string>): Map<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const text of texts)
    for (const [kind, where] of STANDS)
      for (const [, key = ''] of text.matchAll(where)) if (kinds.get(key) !== 'button') kinds.set(key, kind)
  for (const key of keys) {
    if (TAB.test(key)) kinds.set(key, 'tab')
    else if (SHORT.test(key)) kinds.set(key, 'short')
  }
  return kinds
}

export const sourceTexts = (): string[] =>
  sourcesUnder(['web', 'device', 'server', 'features', 'start'])
    .filter(({ path }) => !/\.(test|examples)\.tsx?$/.test(path))
    .map(each => each.text)
