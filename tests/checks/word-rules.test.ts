import { describe, expect, test } from 'vitest'
import { kindsOf } from './word-kinds.ts'
import {
  type Bounds,
  type Kind,
  leftOver,
  miscounted,
  missing,
  puttingInOther,
  tooLong,
  uncounted,
  untranslated,
  unused,
} from './word-rules.ts'

/** Catalogues that nobody ships, each with one fault. */
const words = (given: Record<string, string>) => new Map(Object.entries(given))
const english = words({ 'a.send': 'Send', 'a.sign': '—', 'a.kept': '{days, plural, one {# day} other {# days}}' })

describe('keys', () => {
  test('one that a language lacks, and one that English does not have', () => {
    const german = words({ 'a.send': 'Senden', 'a.sign': '—', 'a.new': 'Neu' })
    expect(missing([...english.keys()], german)).toEqual(['a.kept'])
    expect(leftOver(english, german)).toEqual(['a.new'])
    expect(missing([...english.keys()], english)).toEqual([])
    expect(leftOver(english, english)).toEqual([])
  })

  test('one that nothing asks for; a beginning, a pattern and a whole key each ask', () => {
    const use = { keys: new Set(['a.send']), beginnings: new Set(['a.sign']), patterns: [/^a\.step-[a-z]+$/] }
    const all = words({ 'a.send': '', 'a.sign': '', 'a.sign-x': '', 'a.step-y': '', 'a.signs': '', 'a.left': '' })
    expect(unused(all, use)).toEqual(['a.signs', 'a.left'])
  })
})

describe('translated or not', () => {
  const russian = words({ 'a.menu': 'Меню', 'a.say': 'Скажите, где вы сейчас' })
  test('a word that stands as in English; a sign may', () => {
    expect(untranslated(english, null, words({ 'a.send': 'Send', 'a.sign': '—' }))).toEqual(['a.send'])
  })
  test('a sentence that stands as in Russian; a word may', () => {
    expect(untranslated(english, russian, russian)).toEqual(['a.say'])
    expect(untranslated(english, null, russian)).toEqual([])
  })
})

describe('numbers', () => {
  test('other values than English puts in, and a count that does not count', () => {
    expect(puttingInOther(english, 'ru', words({ 'a.send': 'Послать {name}' }))).toEqual(['a.send'])
    expect(puttingInOther(english, 'ru', words({ 'a.kept': '{days} дней' }))).toEqual(['a.kept'])
    expect(
      puttingInOther(english, 'kk', words({ 'a.kept': '{days, plural, other {# күн}}', 'a.own': '{any}' })),
    ).toEqual([])
  })
  test('forms that a language counts with', () => {
    expect(miscounted('en', english)).toEqual([])
    expect(miscounted('ru', words({ 'a.kept': '{days, plural, one {# день} other {# дня}}' }))).toEqual([
      'a.kept: no form "few"',
      'a.kept: no form "many"',
    ])
    expect(miscounted('kk', words({ 'a.kept': '{days, plural, other {# күн}}' }))).toEqual([])
    expect(miscounted('uz', words({ 'a.kept': '{days, plural, one {# kun}' }))).toEqual(['a.kept: not a message'])
  })
  test('a plural inside a choice', () => {
    const inner = '{who, select, her {{n, plural, other {#}}} other {}}'
    expect(miscounted('tg', words({ 'a.inner': inner }))).toEqual(['a.inner: no form "one"'])
  })
  test('a number before a noun that stays as it is', () => {
    expect(uncounted(words({ 'a.days': 'After {days} days', 'a.name': 'Dear {name} there' }))).toEqual(['a.days'])
    expect(uncounted(words({ 'a.part': 'Part {part} of {count}' }))).toEqual([])
    expect(uncounted(english)).toEqual([])
  })
})

describe('length', () => {
  const bounds: Bounds = { tab: 10, button: 20, heading: 30, short: 40, sentence: 60 }
  const long = (length: number) => words({ 'a.x': 'x'.repeat(length) })
  test.each<[Kind | 'sentence', number]>([
    ['tab', 10],
    ['button', 20],
    ['heading', 30],
    ['short', 40],
    ['sentence', 60],
  ])('a %s of %i characters and no more', (kind, most) => {
    const kinds = new Map(kind === 'sentence' ? [] : [['a.x', kind] as const])
    expect(tooLong('en', long(most), kinds, bounds)).toEqual([])
    expect(tooLong('en', long(most + 1), kinds, bounds)).toEqual([`a.x: ${most + 1}, a ${kind}`])
  })
  test('what is shown counts, and not how the message is written', () => {
    const kinds = new Map([['a.kept', 'tab' as const]])
    expect(
      tooLong('en', words({ 'a.kept': '{d, plural, one {# x} other {# xx}}' }), kinds, { ...bounds, tab: 11 }),
    ).toEqual([])
    expect(tooLong('en', words({ 'a.kept': '{d, plural, one {# x} other {# xx}}' }), kinds, bounds)).toEqual([
      'a.kept: 11, a tab',
    ])
  })
  test('where a key stands says what it is; its name says it for tabs and text messages', () => {
    const markup = `<h2>{t('a.title')}</h2> <QuestionPage title={t('a.asked')} /> t('a.else')
      <Button kind="plain" label={t('a.send')} /> <h1>{t('a.send')}</h1>`
    const kinds = kindsOf([markup], ['a.tab', 'a.share-tab', 'a.short-call', 'a.table', 'a.else'])
    expect(Object.fromEntries(kinds)).toEqual({
      'a.title': 'heading',
      'a.asked': 'heading',
      'a.send': 'button',
      'a.tab': 'tab',
      'a.share-tab': 'tab',
      'a.short-call': 'short',
    })
  })
})
