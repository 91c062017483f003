import { globSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import config from '../../vitest.config.ts'
import { barrel, countryInCode, defaultExport, linesOf, unfinished, wrongWay } from './direction-rules.ts'
import { filesUnder, isCode, isTest, ROOT, type Source, sourcesUnder, TOP } from './source-files.ts'

const everything = sourcesUnder(TOP)
const product = everything.filter(each => !/^(tests|bench)\//.test(each.path))
const withoutTests = product.filter(each => !isTest(each.path))
const named = (found: readonly Source[]) => found.map(each => each.path)

/** Lists of columns, words and examples: long because there is much of a kind, not because there is much to follow. */
const DATA = ['server/db/tables.ts']
const MOST_LINES = 200

/** Vitest calls it by its default export. */
const CALLED_FROM_OUTSIDE = ['tests/support/global-setup.ts']

describe('the whole code', () => {
  test('leans only on what stands above it', () => {
    // A test may reach for whatever it needs to make its point.
    expect(withoutTests.flatMap(wrongWay)).toEqual([])
  })

  test('decides nothing by the name of a country', () => {
    expect(named(withoutTests.filter(countryInCode))).toEqual([])
  })

  test('exports by name, and from the file where a thing is made', () => {
    const ours = everything.filter(each => !CALLED_FROM_OUTSIDE.includes(each.path))
    expect(named(ours.filter(defaultExport))).toEqual([])
    expect(named(everything.filter(barrel))).toEqual([])
  })

  test('is read without scrolling far', () => {
    const long = withoutTests.filter(each => linesOf(each) > MOST_LINES && !DATA.includes(each.path))
    expect(long.map(each => `${each.path}: ${linesOf(each)}`)).toEqual([])
  })

  test('leaves nothing for later', () => {
    expect(named(everything.filter(unfinished))).toEqual([])
  })

  test('stands in folders that this check knows', () => {
    const code = readdirSync(ROOT, { withFileTypes: true }).filter(
      each => each.isDirectory() && !each.name.startsWith('.') && each.name !== 'node_modules',
    )
    const unknown = code.map(each => each.name).filter(name => !TOP.some(top => top === name))
    expect(unknown.filter(name => filesUnder(name).some(isCode))).toEqual([])
  })
})

test('every test file is collected', () => {
  const collected = (config.test?.projects ?? []).flatMap(project => {
    if (typeof project !== 'object' || !('test' in project)) return []
    const { include = [], exclude = [] } = project.test ?? {}
    return include.flatMap(pattern => globSync(pattern, { cwd: ROOT, exclude }))
  })
  const written = TOP.flatMap(filesUnder).filter(path => /[.-](test|spec)\.[cm]?[jt]sx?$/.test(path))
  expect(collected.toSorted()).toEqual(written.toSorted())
  expect(collected.length).toBeGreaterThan(20)
})

describe('the check itself finds', () => {
  const wrong = (path: string, text: string) => wrongWay({ path, text }).length > 0

  test.each([
    ['a rule that asks the database', 'domain/cases/case.ts', `import { query } from '#server/db/client.ts'`],
    [
      'a rule that brings knowledge along',
      'domain/cases/case.ts',
      `import { Country } from '#knowledge/schema/country.ts'`,
    ],
    ['a rule that uses a package', 'domain/cases/case.ts', `import { z } from 'zod'`],
    [
      'a page that knows the server, by way of dots',
      'web/components/x.tsx',
      `import { a } from '../../server/house.ts'`,
    ],
    [
      'a tool that knows a feature',
      'server/http/a.ts',
      `import type { A } from '#features/protection/cases/record.ts'`,
    ],
    ['a feature that starts the program', 'features/a/b/c.ts', `import { parts } from '#start/parts.ts'`],
    ['the queries of another feature', 'features/a/b/c.ts', `import type { A } from '#features/a/other/queries.ts'`],
    ['a page of another feature', 'features/a/b/c.ts', `import { a } from '#features/a/other/list-page.tsx'`],
    ['the store of another feature, by way of dots', 'features/a/b/c.ts', `import { a } from '../other/store.ts'`],
    ['an import over several lines', 'domain/a/b.ts', `import {\n  a,\n  b,\n} from '#web/a.ts'`],
    ['an import at run time', 'domain/a/b.ts', `const a = await import('#server/a.ts')`],
    ['a re-export', 'domain/a/b.ts', `export { a } from '#server/a.ts'`],
  ])('%s', (_, path, text) => expect(wrong(path, text)).toBe(true))

  test.each([
    [
      'a rule that reads the type of knowledge',
      'domain/a/b.ts',
      `import type { Country } from '#knowledge/schema/country.ts'`,
    ],
    ['types among names', 'domain/a/b.ts', `import { type A, type B } from '#knowledge/schema/country.ts'`],
    ['a verb of another feature', 'features/a/b/c.ts', `import { accept } from '#features/a/other/accept-referral.ts'`],
    ['the own queries', 'features/a/b/c.ts', `import { a } from './queries.ts'`],
    ['a package beneath a tool', 'server/a.ts', `import pg from 'pg'`],
  ])('nothing wrong with %s', (_, path, text) => expect(wrong(path, text)).toBe(false))

  test('conditions on a country, default exports, barrels and notes for later', () => {
    const of = (text: string, path = 'domain/a/b.ts') => ({ path, text })
    expect(countryInCode(of(`if (country.iso3 === 'KAZ') return`))).toBe(true)
    expect(countryInCode(of(`if ('KAZ' !== house.country) return`))).toBe(true)
    expect(countryInCode(of(`regions.find(each => each.country === wish.country)`))).toBe(false)
    expect(defaultExport(of('export default function a() {}'))).toBe(true)
    expect(barrel(of(`export * from './a.ts'`))).toBe(true)
    expect(barrel(of('', 'domain/a/index.ts'))).toBe(true)
    expect(unfinished(of(`// ${['TO', 'DO'].join('')}: later`))).toBe(true)
  })
})
