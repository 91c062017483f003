import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { filesUnder } from './source-files.ts'
import { BY_WHAT_WAS_DONE, copied, endless, gaps, misspelt, textsIn } from './text-rules.ts'

const files = filesUnder('knowledge').filter(path => path.endsWith('.json') && !path.startsWith('knowledge/words/'))

/** What only the desk reads; whoever adds a folder shows its texts to everybody, or says here that it does not. */
const FOR_DESK = ['knowledge/law/', 'knowledge/countries/', 'knowledge/instruments/ilo-']
const isForAll = (file: string) => !FOR_DESK.some(each => file.startsWith(each))

/**
 * Names of regions stand in the languages in which a source gives them, a page shows the others in Russian and says so; and Russian
 * papers of Kazakhstan write some of them with Kazakh letters (область Жетісу).
 */
const NAMES = /^knowledge\/countries\/.*\.regions\.\d+\.name\./

/** A paragraph on a narrow phone. */
const MOST = 400

describe.each(files)('%s', file => {
  const read = async () => textsIn(JSON.parse(await readFile(file, 'utf8')), file)

  test('has each text in each language of those who read it', async () => {
    const texts = await read()
    expect(texts.length).toBeGreaterThan(0)
    const missing = texts.flatMap(each => gaps(each, isForAll(file)))
    expect(missing.filter(each => !NAMES.test(each))).toEqual([])
  })

  test('is written in the letters of each language', async () => {
    const strange = (await read()).flatMap(misspelt)
    expect(strange.filter(each => !NAMES.test(each))).toEqual([])
  })

  test('repeats no sentence of another language, and none without end', async () => {
    const texts = await read()
    expect(texts.flatMap(copied)).toEqual([])
    expect(texts.flatMap(each => endless(each, MOST))).toEqual([])
  })

  test('calls nobody by what was done to her, where everybody reads it', async () => {
    const said = (await read()).flatMap(each => Object.values(each.in))
    expect(isForAll(file) ? said.filter(each => BY_WHAT_WAS_DONE.test(each)) : []).toEqual([])
  })
})
