import { expect, test } from 'vitest'
import { withSign } from './signs.ts'

const question = { en: 'Papers?', ru: 'Документы?', tg: 'Ҳуҷҷатҳо?' }
const audio = { ru: 'papers-ru.mp3', tg: 'papers-tg.mp3' }
const body = { dimensions: [{ key: 'work', indicators: [{ id: 'papers', weight: 'weak', question, audio }] }] }
const recorded = (now: Record<string, string>) => {
  const changed = withSign(body, 'work.papers', {
    question: now,
    weight: 'strong',
    urgent: undefined,
    source: undefined,
    status: undefined,
  })
  return Object(changed).dimensions[0].indicators[0].audio
}

test('a question that is reworded in a language is no longer read aloud as it was recorded before', () => {
  expect(recorded(question)).toEqual(audio)
  expect(recorded({ ...question, ru: 'Где документы?' })).toEqual({ tg: 'papers-tg.mp3' })
  expect(recorded({ en: 'Papers?' })).toBeUndefined()
})
