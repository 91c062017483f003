/** Words of two texts: in both, in the earlier one only, in the later one only. */
export type Piece = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** Longer texts are shown whole, one gone and one new: what differs between them is no longer read word by word. */
const MOST_WORDS = 500

const wordsOf = (text: string): string[] => text.match(/\S+/g) ?? []

/** Lengths of the longest common run of words from each pair of places to the ends. */
function commonFrom(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    const row = table[i] ?? []
    for (let j = after.length - 1; j >= 0; j--)
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  return table
}

/**
 * What a later wording changed in an earlier one, word by word; neighbours of one kind are one piece. The pieces that are same or gone
 * give the earlier text, those that are same or new the later one.
 */
export function textDifference(earlier: string, later: string): Piece[] {
  const [before, after] = [wordsOf(earlier), wordsOf(later)]
  if (before.length > MOST_WORDS || after.length > MOST_WORDS)
    return joined([...before.map(pieceOf('gone')), ...after.map(pieceOf('new'))])
  const common = commonFrom(before, after)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      pieces.push(pieceOf('same')(before[i] ?? ''))
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      pieces.push(pieceOf('gone')(before[i] ?? ''))
      i += 1
    } else {
      pieces.push(pieceOf('new')(after[j] ?? ''))
      j += 1
    }
  }
  return joined(pieces)
}

const pieceOf =
  (kind: Piece['kind']) =>
  (text: string): Piece => ({ kind, text })

function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = []
  for (const each of pieces) {
    const last = runs.at(-1)
    if (last?.kind === each.kind) runs[runs.length - 1] = { kind: last.kind, text: `${last.text} ${each.text}` }
    else runs.push(each)
  }
  return runs
}
