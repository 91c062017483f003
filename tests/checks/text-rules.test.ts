import { describe, expect, test } from 'vitest'
import { foreignWords, wrongMarks } from './letters.ts'
import { copied, endless, gaps, misspelt, textsIn } from './text-rules.ts'

const NIGHT = {
  en: 'At night the door is locked',
  ru: 'Ночью дверь заперта на замок',
  kk: 'Түнде есік құлыптаулы тұрады',
  uz: 'Kechasi eshik qulflogʻliq turadi',
  ky: 'Түнкүсүн эшик кулпуланып турат',
  tg: 'Шабона дар қулф карда мешавад',
}
const at = (text: Record<string, string>) => ({ at: 'invented', in: text })

test('texts are found wherever they stand, and a review is none', () => {
  const file = { id: 'a', steps: [{ text: NIGHT }], name: { en: 'A', ru: 'А' }, review: { en: 'x', ru: 'y' } }
  expect(textsIn(file, 'file').map(each => each.at)).toEqual(['file.steps.0.text', 'file.name'])
})

describe('languages that a text lacks', () => {
  const { en, ru, kk, ky } = NIGHT
  test('none where it is whole, and none of the public ones where the desk alone reads it', () => {
    expect(gaps(at(NIGHT), true)).toEqual([])
    expect(gaps(at({ en, ru, kk }), false)).toEqual([])
  })
  test('the further ones where a person reads it', () => {
    expect(gaps(at({ en, ru, kk }), true)).toEqual(['invented.uz', 'invented.ky', 'invented.tg'])
  })
  test('the rest where it has some of them', () => {
    expect(gaps(at({ en, ru, kk, ky }), false)).toEqual(['invented.uz', 'invented.tg'])
  })
  test('one that is there and says nothing', () => {
    expect(gaps(at({ ...NIGHT, tg: '—' }), false)).toEqual(['invented.tg'])
  })
})

describe('letters', () => {
  test('each language with its own is in order', () => expect(misspelt(at(NIGHT))).toEqual([]))
  // Each holds a letter that looks like the right one.
  test.each([
    ['ru', 'дверь зaперта', 'зaперта'],
    ['ru', 'c замком', 'c'],
    ['kk', 'есiк', 'есiк'],
    ['uz', 'qulf кalit', 'кalit'],
    ['ky', 'эшик қулпу', 'қулпу'],
    ['tg', 'дар ҚУЛФ iст', 'iст'],
    ['tg', 'түнд', 'түнд'],
    ['en', 'the dооr', 'dооr'],
    ['ky', 'PDFтeн', 'PDFтeн'],
    ['kk', '18-дe', 'дe'],
    ['en', 'дверь', 'дверь'],
  ] as const)('%s: %s', (language, text, word) => expect(foreignWords(language, text)).toEqual([word]))
  test('abbreviations, names and Roman numbers of Latin letters may stand in a Cyrillic text', () => {
    expect(foreignWords('ru', 'файл PDF, закон 110-VIII, глава XI, Istiqbolli Avlod, cookie, MP3, A4')).toEqual([])
    expect(foreignWords('ky', 'PDFтен, 18ге, 4-сан')).toEqual([])
  })
  test.each(["Qozog'iston", 'Qozog’iston', "ta'lim", 'maʼlumot, sa’y', 'o‘zbek'])('Uzbek marks: %s', text => {
    expect(wrongMarks('uz', text)).not.toEqual([])
    expect(wrongMarks('ky', text)).toEqual([])
  })
  test('Uzbek marks as they should be', () => expect(wrongMarks('uz', 'Qozogʻiston, maʼlumot “savol”')).toEqual([]))
})

describe('sentences that nobody translated', () => {
  test('as in English, and as in Russian', () => {
    expect(copied(at({ ...NIGHT, uz: NIGHT.en }))).toEqual(['invented.uz: as in en'])
    expect(copied(at({ ...NIGHT, ky: NIGHT.ru }))).toEqual(['invented.ky: as in ru'])
  })
  test('a name may be alike', () =>
    expect(copied(at({ en: 'Istiqbolli Avlod', ru: 'И', uz: 'Istiqbolli Avlod' }))).toEqual([]))
  test('each in its own language is in order', () => expect(copied(at(NIGHT))).toEqual([]))
})

test('a text without end is found by its longest language', () => {
  expect(endless(at({ ...NIGHT, tg: 'а'.repeat(11) }), 10_000)).toEqual([])
  expect(endless(at({ en: 'a', ru: 'а'.repeat(11) }), 10)).toEqual(['invented.ru: 11'])
})
