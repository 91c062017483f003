import { sourcesUnder } from './source-files.ts'

/** How code asks for words: by a whole key, or by the beginning of keys whose end is a coded value. */
export type Use = { keys: Set<string>; beginnings: Set<string>; patterns: RegExp[]; codes: Set<string> }

const KEY = String.raw`[a-z][a-z-]*\.[a-z0-9-]+`
/** Where a literal is a whole key and nothing else. */
const WHOLE = new RegExp(String.raw`(?:\bt\(\s*|\bword:\s*)(['"])(${KEY})\1`, 'g')
const LITERAL = new RegExp(String.raw`(['"])(${KEY})\1`, 'g')
const TEMPLATE = new RegExp(String.raw`\`(${KEY.replace('+', '*')}\$\{[^\`]*)\``, 'g')
/** Code that shows something. The rest names columns and actions on record in the same form. */
const SPEAKS = /\b(WordKey|Translate|Visit|PublicRequest|word:)|\bt\(/
/** The name of an action on record, which looks like a word. */
const AUDITED = /\baudit\(\s*(?:[\w.]+ === '[\w-]+' \? '[\w.-]+' : )?'[\w.-]+'/g
const REFUSE = /\brefuse\(([^()]*)/g
const CODE = /'([a-z0-9-]+\.[a-z0-9-]+)'/g
const EDGE = /'((?:input|request|idempotency)\.[a-z-]+)'/g
const LISTED = /\brefusals:\s*\[([^\]]*)\]/g

/** A template as a pattern: what is put in may be any code. */
const patternOf = (template: string) =>
  new RegExp(
    `^${template
      .replaceAll(/\$\{[^}]*\}/g, '\0')
      .replaceAll('.', '\\.')
      .replaceAll('\0', '[a-z0-9_-]+')}$`,
  )

export function useOf(features: readonly string[]): Use {
  const use: Use = { keys: new Set(), beginnings: new Set(), patterns: [], codes: new Set() }
  const known = (key: string) => features.includes(key.slice(0, key.indexOf('.')))
  for (const { path, text } of sourcesUnder(['web', 'device', 'server', 'features', 'start', 'domain'])) {
    if (/\.(test|examples)\.tsx?$/.test(path)) continue
    if (SPEAKS.test(text)) readWords(text.replaceAll(AUDITED, ''), use, known)
    for (const [, code = ''] of text.matchAll(EDGE)) use.codes.add(code)
    for (const [, list = ''] of [...text.matchAll(REFUSE), ...text.matchAll(LISTED)]) {
      for (const [, code = ''] of list.matchAll(CODE)) use.codes.add(code)
    }
  }
  return use
}

/** A coded prefix names its feature; without it no key can be found, and the bare code would be shown. */
const WITHOUT_FEATURE = /\bcoded\(\s*['"]([a-z-]+)['"]/g

function readWords(text: string, use: Use, known: (key: string) => boolean): void {
  const whole = new Set<number>()
  for (const found of text.matchAll(WHOLE)) {
    const key = found[2] ?? ''
    if (!known(key)) continue
    use.keys.add(key)
    whole.add(found.index + found[0].length)
  }
  for (const [, prefix = ''] of text.matchAll(WITHOUT_FEATURE)) use.keys.add(prefix)
  // A literal elsewhere, as in `coded('cases.risk', value)` or a table of keys, may be either.
  for (const found of text.matchAll(LITERAL)) {
    if (known(found[2] ?? '') && !whole.has(found.index + found[0].length)) use.beginnings.add(found[2] ?? '')
  }
  for (const [, template = ''] of text.matchAll(TEMPLATE)) if (known(template)) use.patterns.push(patternOf(template))
}
