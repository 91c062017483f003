import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { exampleGroups } from './all-examples.ts'

const shown = exampleGroups.flatMap(group =>
  group.examples.map(({ name, node }) => ({
    title: `${group.name}: ${name}`,
    html: renderToString(<div>{node}</div>),
  })),
)
const values = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(found => found[1] ?? '')
const idsIn = (html: string) => values(html, / id="([^"]*)"/g)

describe.each(shown)('$title', ({ html }) => {
  test('brings no script, no style of its own and no handler', () => {
    expect(html).not.toMatch(/<script|<style|javascript:| style=| on[a-z]+=/i)
  })

  test('every label, description and inner link leads to something on the page', () => {
    const ids = idsIn(html)
    const wanted = [
      ...values(html, /<label for="([^"]*)"/g),
      ...values(html, /aria-(?:describedby|labelledby)="([^"]*)"/g).flatMap(list => list.split(' ')),
      ...values(html, /href="#([^"]+)"/g),
    ]
    expect(wanted.filter(id => !ids.includes(id))).toEqual([])
  })

  test('no id is used twice', () => {
    const ids = idsIn(html)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('every input that one sees has a label', () => {
    const labelled = values(html, /<label for="([^"]*)"/g)
    const controls = html.match(/<(?:input|select|textarea)\b[^>]*>/g) ?? []
    const seen = controls.filter(control => !control.includes('type="hidden"'))
    expect(seen.filter(control => !labelled.includes(/ id="([^"]*)"/.exec(control)?.[1] ?? ''))).toEqual([])
  })
})

test('the stylesheet leaves a public page most of its 14,000 bytes', () => {
  const css = readFileSync(new URL('../styles/aman.css', import.meta.url))
  expect(brotliCompressSync(css).length).toBeLessThan(5500)
})
