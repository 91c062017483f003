import type { Risk, Topic } from './contact.ts'

/** Something to tell: its id as it stands on the contact, and the words by which it is found. */
export type Information = { id: string; title: string; text: string; region: string | null }

const MOST = 12
const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text: string) =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word.length > 1)

/**
 * What fits the words, best first: each word must begin a word of the title or the text, and the title counts more. Of equal ones what is
 * in the caller's region comes first. Nothing asked, nothing found.
 */
export function findInformation(all: readonly Information[], asked: string, region: string | null): Information[] {
  const words = wordsOf(asked)
  if (words.length === 0) return []
  const ranked = all.flatMap(each => {
    const [title, text] = [wordsOf(each.title), wordsOf(each.text)]
    const starts = (among: string[], word: string) => among.some(one => one.startsWith(word))
    if (!words.every(word => starts(title, word) || starts(text, word))) return []
    const inTitle = words.filter(word => starts(title, word)).length
    return [{ each, rank: inTitle * 2 + (region !== null && each.region === region ? 1 : 0) }]
  })
  return ranked
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST)
    .map(({ each }) => each)
}

/** Topics in which somebody may be in danger though nobody says so: the guide asks for safety first. */
const SAFETY_FIRST: readonly Topic[] = [
  'labour-exploitation',
  'sexual-exploitation',
  'forced-begging',
  'forced-criminality',
  'child',
  'missing-person',
  'forced-marriage',
  'violence-at-home',
]

export const asksSafetyFirst = (topic: Topic | null, risk: Risk): boolean =>
  risk === 'urgent' || risk === 'danger' || (topic !== null && SAFETY_FIRST.includes(topic))
