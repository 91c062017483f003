import { answerTo, type Kept as Choices, choose, clashes, lay, type Told } from '#domain/screening/merge-answers.ts'
import type { Kept, Theirs } from './kept.ts'

/** Whether all that one side told stands the same in the other. */
export const isWithin = (one: Told, other: Told): boolean =>
  Object.entries(one.answers).every(([question, answer]) => other.answers[question] === answer) &&
  Object.entries(one.notes).every(([question, note]) => note === '' || other.notes[question] === note)

export const isSame = (one: Told, other: Told): boolean => isWithin(one, other) && isWithin(other, one)

/** One field in which two versions differ, for a person to choose. `field`: `answers.<question>` or `notes.<question>`. */
export type Difference = { field: string; question: string; what: 'answer' | 'note'; yours: string; theirs: string }

/** Where ours and theirs say different things. What only one side told is kept, and needs no choice. */
export function differences(yours: Told, theirs: Told): Difference[] {
  return clashes(yours, theirs).map(field => {
    const question = field.slice(field.indexOf('.') + 1)
    return field.startsWith('answers.')
      ? {
          field,
          question,
          what: 'answer',
          yours: yours.answers[question] ?? '',
          theirs: answerTo(theirs.answers, question) ?? '',
        }
      : { field, question, what: 'note', yours: yours.notes[question] ?? '', theirs: theirs.notes[question] ?? '' }
  })
}

/** Both versions in one, each difference as it was chosen; ours where nothing was. */
export const merged = (yours: Told, theirs: Told, choices: Choices): Told =>
  lay(choose(yours, theirs, choices), theirs, '', false)

/** The conflict that waits for a person, or null. */
export const conflictOf = (kept: Kept): { theirs: Theirs; differences: Difference[]; final: boolean } | null => {
  const { theirs } = kept.sending
  return theirs && { theirs, differences: differences(kept, theirs), final: theirs.status === 'completed' }
}
