import type { Answer } from './score.ts'

/** Answers and notes of one screening, by question; a note says where something was heard or seen. */
export type Told = { answers: Record<string, Answer>; notes: Record<string, string> }

/** What was chosen of two versions, by `answers.<question>` or `notes.<question>`. */
export type Kept = Record<string, 'yours' | 'theirs'>

/** The answer that counts for a question: its own, else the one given to the indicator everywhere. */
export const answerTo = (answers: Told['answers'], question: string): Answer | undefined =>
  answers[question] ?? answers[question.slice(question.indexOf('.') + 1)]

/** Fields in which saving `yours` would lose what is stored. An answer or a note that only one side has loses nothing. */
export function clashes(yours: Told, theirs: Told): string[] {
  const answers = Object.entries(yours.answers).filter(([question, answer]) => {
    const stored = answerTo(theirs.answers, question)
    return stored !== undefined && stored !== answer
  })
  const notes = Object.entries(yours.notes).filter(([question, note]) => note !== (theirs.notes[question] ?? note))
  return [...answers.map(([question]) => `answers.${question}`), ...notes.map(([question]) => `notes.${question}`)]
}

/** Yours, with the stored value wherever "theirs" was chosen. */
export function choose(yours: Told, theirs: Told, kept: Kept): Told {
  const pick = <V>(field: string, mine: Record<string, V>, stored: (question: string) => V | undefined) =>
    Object.fromEntries(
      Object.entries(mine).map(([question, value]) => {
        const other = kept[`${field}.${question}`] === 'theirs' ? stored(question) : undefined
        return [question, other ?? value]
      }),
    )
  return {
    answers: pick('answers', yours.answers, question => answerTo(theirs.answers, question)),
    notes: pick('notes', yours.notes, question => theirs.notes[question]),
  }
}

/** Whether a question belongs to what a form asks: a whole dimension, or one question of it. */
export const isWithin = (question: string, scope: string): boolean =>
  question === scope || question.startsWith(`${scope}.`)

/**
 * Lays what one form asks over the whole. `scope`: its dimension or its one question. `whole` clears notes that were emptied; a
 * stale form must not, since it never saw them.
 */
export function lay(over: Told, stored: Told, scope: string, whole: boolean): Told {
  const gone = (question: string) => whole && isWithin(question, scope) && !Object.hasOwn(over.notes, question)
  const notes = Object.fromEntries(Object.entries(stored.notes).filter(([question]) => !gone(question)))
  return { answers: { ...stored.answers, ...over.answers }, notes: { ...notes, ...over.notes } }
}
