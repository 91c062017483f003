/** What a part of a text message may hold, in characters, however many segments the telephone makes of it. */
export const MOST_IN_PART = 160

/**
 * Sentences as parts of at most `most` characters, for text messages: as few parts as keep the order, and no sentence torn apart
 * unless it is longer than a part by itself; then it is parted between words.
 */
export function shortParts(sentences: readonly string[], most: number): string[] {
  const parts: string[] = []
  for (const piece of sentences.flatMap(each => (each.length <= most ? [each] : each.split(' ')))) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + 1 + piece.length <= most) parts[parts.length - 1] = `${last} ${piece}`
    else parts.push(piece)
  }
  return parts
}
