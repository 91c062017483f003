import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PARTS } from '#server/db/transact.ts'
import { filesUnder, ROOT, sourcesUnder } from '#tests/checks/source-files.ts'
import { DEEDS, NOT_SHOWN, WITHOUT_GROUND } from './deeds.ts'

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const CODE = /'([a-z][a-z-]*\.[a-z-]+)'/g

/** The actions that a source notes. Where the name is looked up in a table, every name of that form in the file counts. */
function actionsIn(text: string): string[] {
  const codes = (part: string) => [...part.matchAll(CODE)].map(([, code = '']) => code)
  const declared = [...text.matchAll(/\baudit: ('[a-z.-]+')/g)].flatMap(([, name = '']) => codes(name))
  const noted = [...text.matchAll(/\baudit\(\s*([^,]+?),/g)].flatMap(([, first = '']) => {
    if (codes(first).length > 0) return codes(first)
    const table = /^([A-Z_]+)\[/.exec(first.trim())?.[1]
    const rows = table && new RegExp(`const ${table}\\b[^{]*\\{([^}]*)\\}`).exec(text)?.[1]
    return rows ? codes(rows) : []
  })
  return [...declared, ...noted]
}

/** The actions that the database itself notes, where nobody is signed in. */
const actionsInSql = (text: string) =>
  [...text.matchAll(/insert into aman\.audit_event[^;]*/g)].flatMap(([statement]) =>
    [...statement.matchAll(CODE)].flatMap(([, code = '']) => (code === 'aman.now' ? [] : [code])),
  )

const sources = sourcesUnder(['features', 'server', 'start']).filter(each => !/\.test\.tsx?$/.test(each.path))
const inCode = sources.flatMap(each => actionsIn(each.text))
const inSql = filesUnder('server/db/migrations').flatMap(path => actionsInSql(textOf(path)))
const written = new Set([...inCode, ...inSql, 'case.read', 'look-up.not-found'])

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
    const some = [
      'referral.declined',
      'agency.suspended',
      'case.listed',
      'consent.withdrawn-by-receipt',
      'certificate.checked',
    ]
    for (const action of some) expect(written).toContain(action)
  })
  test('has its words, as has every part that can be looked at', () => {
    const words: Record<string, string> = JSON.parse(textOf('knowledge/words/en/access-log.json'))
    const keys = [
      ...DEEDS.map(action => `deed-${action.replaceAll('.', '-')}`),
      ...PARTS.map(part => `part-${part}`),
      'deed-other',
    ]
    const spoken = Object.keys(words).filter(key => /^(deed|part)-/.test(key))
    expect(spoken.toSorted()).toEqual(keys.toSorted())
    for (const action of Object.keys(WITHOUT_GROUND)) expect(DEEDS).toContain(action)
  })
})
