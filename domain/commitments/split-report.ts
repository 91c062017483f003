/** The text of a report, parted where a recommendation may end: at a semicolon, a sentence, a line that begins a list's entry. */

const BULLET = /^\s*(?:[-–—•▪·*]+|\d{1,3}[.)])\s+/u
/** After these a full stop ends no sentence. */
const ABBREVIATED = /(?:^|[\s(«"“])(?:\p{L}|arts?|no|nos|para|incl|e\.g|i\.e|U\.S|ст|стт|п|пп|гл|т\.е|т\.д|т\.б|б)\.$/iu
const SENTENCE_END = /(?<=[.!?…][)»"”]?)\s+(?=[\p{Lu}\p{N}«"“(])/u

/**
 * Candidates for recommendations, in the order of the text; a person looks at each. No letter of the text is lost or added.
 * Lines that were only broken to fit a page are joined.
 */
export function splitReport(text: string): string[] {
  return entriesOf(text)
    .flatMap(entry => entry.split(/;+/))
    .flatMap(sentencesIn)
    .map(each => each.replace(BULLET, '').trim())
    .filter(each => /\p{L}/u.test(each))
}

function entriesOf(text: string): string[] {
  const entries: string[] = []
  let open = false
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim()
    if (bare === '') open = false
    else if (open && !BULLET.test(line)) entries.push(`${entries.pop()} ${bare}`)
    else {
      entries.push(line)
      open = true
    }
  }
  return entries.map(each => each.replaceAll(/\s+/gu, ' '))
}

function sentencesIn(text: string): string[] {
  const sentences: string[] = []
  for (const part of text.trim().split(SENTENCE_END)) {
    const before = sentences.at(-1)
    if (before !== undefined && ABBREVIATED.test(before)) sentences[sentences.length - 1] = `${before} ${part}`
    else sentences.push(part)
  }
  return sentences
}
