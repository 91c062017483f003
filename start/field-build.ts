import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Phrase, Piece } from '#device/words/phrase.ts'
import { type Catalogue, countryKey, languageKey } from '#device/words/speak.ts'
import type { Files } from '#features/identification/field/frame.tsx'
import type { Country } from '#knowledge/schema/country.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'

const ROOT = new URL('../', import.meta.url)

/** The catalogues that a page of the app may take a sentence from. */
const CATALOGUES = ['screening', 'field-app', 'fields', 'shell', 'refusals', 'referrals'] as const

/** Refusals that can be met on a device; the others belong to the desk. */
const MET = /^refusals\.(screening|input|idempotency|vault|field|device|referral)-/

/** One file of the app: what stands at an address, the same for everybody. */
export type FieldFile = { href: string; body: string }
type Built = { script: string; words: readonly FieldFile[] }

const marked = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12)

/**
 * The service worker of the field app, with pages and rules, and beside it the words of each language.
 * @param files the addresses of what its pages load.
 * @param recordings those of the questions that are recorded.
 */
export async function buildFieldWorker(
  files: Omit<Files, 'words'> & { more: readonly string[] },
  recordings: readonly string[],
): Promise<Built> {
  const { more, ...loaded } = files
  const [asked, named] = await Promise.all([askedFor(), toBeNamed()])
  const spoken = await Promise.all(STAFF_LANGUAGES.map(each => wordsOf(each, asked, named)))
  const words = Object.fromEntries(spoken.map(({ language, href }) => [language, href]))
  const shelf = [...Object.values(loaded), ...Object.values(words), ...more]
  const script = await bundled({ AMAN_FIELD: JSON.stringify({ files: { ...loaded, words }, shelf, recordings }) })
  return { script, words: spoken }
}

async function wordsOf(language: Language, asked: Asked, named: Named): Promise<FieldFile & { language: Language }> {
  const body = JSON.stringify({ ...(await catalogue(language, asked)), ...namesIn(language, named) })
  return { language, href: `/field/words-${language}-${marked(body)}.json`, body }
}

const SETTINGS = {
  entryPoints: [fileURLToPath(new URL('start/field-worker.ts', ROOT))],
  bundle: true,
  format: 'iife' as const,
  platform: 'browser' as const,
  target: 'es2023',
  jsx: 'automatic' as const,
  jsxImportSource: 'preact',
  legalComments: 'none' as const,
  charset: 'utf8' as const,
  write: false as const,
} satisfies BuildOptions

async function bundled(define: Record<string, string>): Promise<string> {
  const made = await build({ ...SETTINGS, minify: true, define })
  return made.outputFiles[0]?.text ?? ''
}

const KEY = new RegExp(`['"\`]((?:${CATALOGUES.join('|')})\\.[a-z0-9-]*)(['"\`]|\\$\\{)`, 'g')

type Asked = { keys: Set<string>; beginnings: string[] }

/** The keys, and the beginnings of keys, that the app's own sources name: a telephone carries no sentence that it never shows. */
async function askedFor(): Promise<Asked> {
  const { metafile } = await build({ ...SETTINGS, metafile: true, define: { AMAN_FIELD: '{}' } })
  const ours = Object.keys(metafile.inputs).filter(each =>
    /^(device|domain|features|knowledge|server|start|web)\//.test(each),
  )
  const texts = await Promise.all(ours.map(each => readFile(new URL(each, ROOT), 'utf8')))
  const found = texts.flatMap(text =>
    [...text.matchAll(KEY)].map(([, key = '', end = '']) => ({ key, whole: end !== '${' })),
  )
  const keys = new Set(found.filter(each => each.whole).map(each => each.key))
  // A coded word is asked for by its beginning alone: coded('screening.step', …). A refusal by no more than its catalogue: see MET.
  const beginnings = found.map(({ key, whole }) => (whole ? `${key}-` : key)).filter(each => !each.endsWith('.'))
  return { keys, beginnings: [...new Set(beginnings)] }
}

async function catalogue(language: Language, asked: Asked): Promise<Catalogue> {
  const wanted = (key: string) =>
    asked.keys.has(key) ||
    MET.test(key) ||
    key.startsWith('fields.') ||
    asked.beginnings.some(each => key.startsWith(each))
  const carried: Record<string, Phrase> = {}
  for (const name of CATALOGUES) {
    const file = new URL(`knowledge/words/${language}/${name}.json`, ROOT)
    const words: Record<string, string> = JSON.parse(await readFile(file, 'utf8'))
    for (const [key, text] of Object.entries(words))
      if (wanted(`${name}.${key}`)) carried[`${name}.${key}`] = phraseOf(text, language)
  }
  return carried
}

type Named = { languages: Set<string>; countries: Set<string> }

/** The languages and neighbours of every country that Aman knows. */
async function toBeNamed(): Promise<Named> {
  const folder = new URL('knowledge/countries/', ROOT)
  const files = await Promise.all((await readdir(folder)).map(each => readFile(new URL(each, folder), 'utf8')))
  const known: (Pick<Country, 'languages'> & Partial<Country>)[] = files.map(each => JSON.parse(each))
  return {
    languages: new Set(known.flatMap(each => each.languages)),
    countries: new Set(known.flatMap(each => each.borderPosts?.map(post => post.neighbour) ?? [])),
  }
}

/** What languages and countries are called: the browser of a telephone may not know it, as Chromium does not in Kazakh. */
function namesIn(language: Language, { languages, countries }: Named): Catalogue {
  const [ofLanguages, ofCountries] = (['language', 'region'] as const).map(
    type => new Intl.DisplayNames(language, { type }),
  )
  return Object.fromEntries([
    ...[...languages].map(code => [languageKey(code), ofLanguages?.of(code)]),
    ...[...countries].map(code => [countryKey(code), ofCountries?.of(code)]),
  ])
}

type Node = { type: number; value?: unknown; options?: Record<string, { value: Node[] }> }
const [LITERAL, ARGUMENT, PLURAL, HASH] = [0, 1, 6, 7]

/** An ICU message taken apart, so that no device has to read one. */
export function phraseOf(text: string, language: string): Phrase {
  const parts = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst() as unknown as Node[]
  return pieces(parts)
}

function pieces(parts: readonly Node[]): Phrase {
  const read = parts.map(piece)
  if (read.length === 0) return ''
  return read.length === 1 && typeof read[0] === 'string' ? read[0] : read
}

function piece({ type, value, options = {} }: Node): Piece {
  if (type === LITERAL) return String(value)
  if (type === ARGUMENT) return { value: String(value) }
  if (type === HASH) return { hash: true }
  if (type !== PLURAL) throw new Error('a sentence of a kind that no device can say')
  const of = Object.fromEntries(Object.entries(options).map(([form, option]) => [form, pieces(option.value)]))
  return { plural: String(value), of }
}
