import { expect, test } from 'vitest'
import { recommendationsProblems } from './recommendations.ts'

const words = { en: 'One', ru: 'Один', kk: 'Бір', uz: 'Bir', ky: 'Бир', tg: 'Як' }
const good = () => ({
  country: 'KAZ',
  readOn: '2026-11-26',
  whole: false,
  documents: [{ id: 'report-2020', year: 2020, name: words }],
  recommendations: [{ id: 'one', document: 'report-2020', theme: 'law', text: words, status: 'unverified' }],
})

test('a file in its shape has no problem', () => {
  expect(recommendationsProblems(good())).toEqual([])
})

test('an id that stands twice, a document that is not there, and one that nothing names are told with their place', () => {
  const file = good()
  const [one] = file.recommendations
  const wrong = {
    ...file,
    documents: [...file.documents, { id: 'report-2021', year: 2021, name: words }],
    recommendations: [one, { ...one, document: 'report-1999' }],
  }
  expect(recommendationsProblems(wrong)).toEqual([
    { at: 'recommendations[1].id', why: 'stands twice' },
    { at: 'documents[1]', why: 'is named by no recommendation' },
    { at: 'recommendations[1].document', why: 'is no document of this file' },
  ])
})

test('a text that lacks a language of the public pages is told', () => {
  const { tg: _, ...text } = words
  const file = { ...good(), recommendations: [{ ...good().recommendations[0], text }] }
  expect(recommendationsProblems(file)).toEqual([{ at: 'recommendations[0].text.tg', why: 'is missing' }])
})
