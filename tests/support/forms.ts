import type { Action } from '#server/http/page.ts'
import { readFields, type Typed } from '#server/http/read-fields.ts'
import { fieldsOf, paramsOf, type Schema, sampleInput } from './samples.ts'

export type Pair = readonly [name: string, value: string]

/** A value as a form sends it: a list as `name[]`, a record as `name[key]`, a yes as the first text that the field takes for one. */
function pairsOf(name: string, value: unknown, schema: Schema): Pair[] {
  if (Array.isArray(value)) return value.map(each => [`${name}[]`, String(each)])
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, each]) => [`${name}[${key}]`, String(each)])
  if (typeof value === 'boolean') {
    const texts = (schema.anyOf ?? []).flatMap(each => (typeof each === 'object' ? (each.enum ?? []) : []))
    return [[name, String(texts[0] ?? 'on')]]
  }
  return [[name, String(value)]]
}

/** Where a form is sent and every field that it may hold, filled in. */
export function sampleForm(
  action: Action,
  ids: Record<string, string>,
): { path: string; pairs: Pair[]; params: string[] } {
  const { path, whole } = sampleInput(action, ids)
  const params = paramsOf(action.path)
  const fields = fieldsOf(action.input).filter(([name]) => !params.includes(name))
  return { path, params, pairs: fields.flatMap(([name, schema]) => pairsOf(name, whole[name], schema)) }
}

export const bodyOf = (pairs: readonly Pair[]): string => new URLSearchParams(pairs.map(each => [...each])).toString()

/** What the program makes of it. */
export const typedOf = (pairs: readonly Pair[]): Typed => readFields(bodyOf(pairs)) ?? {}

const LETTERS: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'" }
export const plain = (html: string): string =>
  html.replaceAll(/&(quot|amp|lt|gt|#39);/g, (_, name) => LETTERS[name] ?? '')

export type Control = { kind: string; name: string; value: string; chosen: boolean }

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>]|$)`).exec(tag)
  return found ? plain(found[1] ?? '') : undefined
}

// A value may hold ">" as it is.
const INSIDE = '(?:"[^"]*"|[^">])*'
const tags = (html: string, name: string) => html.matchAll(new RegExp(`<${name}\\b${INSIDE}>`, 'g'))
const pieces = (html: string, name: string) => html.matchAll(new RegExp(`(<${name}\\b${INSIDE}>)(.*?)</${name}>`, 'gs'))

/** What is sent with a page's forms, and not asked by its searches. */
export const postedIn = (html: string): string =>
  [...pieces(html, 'form')]
    .filter(([, tag = '']) => attribute(tag, 'method') === 'post')
    .map(([whole]) => whole)
    .join('\n')

/** Every control of a page; of a select, what is chosen in it. */
export function controlsOf(html: string): Control[] {
  const inputs = [...tags(html, 'input')].map(([tag]) => ({
    kind: attribute(tag, 'type') ?? 'text',
    name: attribute(tag, 'name') ?? '',
    value: attribute(tag, 'value') ?? '',
    chosen: attribute(tag, 'checked') !== undefined,
  }))
  const areas = [...pieces(html, 'textarea')].map(([, tag = '', text = '']) => ({
    kind: 'textarea',
    name: attribute(tag, 'name') ?? '',
    value: plain(text),
    chosen: false,
  }))
  const selects = [...pieces(html, 'select')].flatMap(([, tag = '', options = '']) =>
    [...tags(options, 'option')].map(([option]) => ({
      kind: 'option',
      name: attribute(tag, 'name') ?? '',
      value: attribute(option, 'value') ?? '',
      chosen: attribute(option, 'selected') !== undefined,
    })),
  )
  return [...inputs, ...areas, ...selects]
}

/** Whether a page still shows what was typed into a field; undefined where it has no such field, or no such choice. */
export function keeps(html: string, [name, value]: Pair): boolean | undefined {
  const same = controlsOf(html).filter(each => each.name === name && each.kind !== 'hidden')
  const choices = same.filter(each => ['radio', 'checkbox', 'option'].includes(each.kind))
  if (choices.length > 0) return choices.find(each => each.value === value)?.chosen
  const boxes = same.filter(each => each.kind !== 'password')
  return boxes.length > 0 ? boxes.some(each => each.value === value) : undefined
}

/** Where the lines of the error summary lead, and those among them that lead nowhere. */
export function errorLinks(html: string): { shown: boolean; links: string[]; dangling: string[] } {
  const summary = /<div class="error-summary".*?<\/ul>/s.exec(html)?.[0] ?? ''
  const links = [...summary.matchAll(/href="#([^"]*)"/g)].map(([, id = '']) => plain(id))
  const ids = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => plain(id)))
  return { shown: summary !== '', links, dangling: links.filter(id => !ids.has(id)) }
}
