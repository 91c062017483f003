import { describe, expect, test } from 'vitest'
import { sourcesUnder } from '#tests/checks/source-files.ts'
import { DEEDS, NOT_SHOWN } from './deeds.ts'

const CODE = /'([a-z][a-z-]*\.[a-z-]+)'/g

/** The actions that a source notes. Where the name is looked up in a table, every name of that form in the file counts. */
function actionsIn(text: string): string[] {
  const codes = (part: string) => [...part.matchAll(CODE)].map(([, code = '']) => code)
  return [...text.matchAll(/\baudit\(\s*([^,]+?),/g)].flatMap(([, first = '']) => {
    if (codes(first).length > 0) return codes(first)
    const table = /^([A-Z_]+)\[/.exec(first.trim())?.[1]
    const rows = table && new RegExp(`const ${table}\\b[^{]*\\{([^}]*)\\}`).exec(text)?.[1]
    return rows ? codes(rows) : []
  })
}

const sources = sourcesUnder(['features', 'server', 'start']).filter(each => !/\.test\.tsx?$/.test(each.path))
const written = new Set([...sources.flatMap(each => actionsIn(each.text)), 'case.read', 'look-up.not-found'])

describe('every action that the program puts on record', () => {
  test('has a sentence in the person’s log, or its place among those that do not stand there', () => {
    expect([...written].filter(action => !DEEDS.includes(action) && !NOT_SHOWN.includes(action))).toEqual([])
  })
  test('stands in one of the two lists only, and neither list holds what nobody writes', () => {
    expect(DEEDS.filter(action => NOT_SHOWN.includes(action))).toEqual([])
    expect([...DEEDS, ...NOT_SHOWN].filter(action => !written.has(action))).toEqual([])
  })
  test('is found in the sources at all', () => {
    expect(written.size).toBeGreaterThan(30)
    for (const action of ['referral.declined', 'agency.suspended', 'case.listed']) expect(written).toContain(action)
  })
})
