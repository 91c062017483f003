/* ISO/IEC 18004, as far as a printed address needs it: versions 1 to 5, lowest correction, one block, bytes. Errors are not corrected: print is clean. */

type Squares = (row: number, column: number) => boolean

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  i => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]
const FORMAT_MASK = 0b10101
const LOWEST_CORRECTION = 0b01
const BYTES = 0b0100

const numberOf = (bits: readonly boolean[]) => bits.reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0)

export function messageIn(size: number, dark: Squares): string | null {
  if (size > 37) return null
  const format = numberOf([0, 1, 2, 3, 4].map(column => dark(8, column))) ^ FORMAT_MASK
  const mask = MASKS[format & 0b111]
  if (format >> 3 !== LOWEST_CORRECTION || !mask) return null
  const bits = pathOf(size).map(([row, column]) => dark(row, column) !== mask(row, column))
  if (numberOf(bits.slice(0, 4)) !== BYTES) return null
  const length = numberOf(bits.slice(4, 12))
  const bytes = Array.from({ length }, (_, at) => numberOf(bits.slice(12 + 8 * at, 20 + 8 * at)))
  return new TextDecoder().decode(new Uint8Array(bytes))
}

/** From the lower right corner up and down in columns of two, past everything that is no message. */
function pathOf(size: number): [row: number, column: number][] {
  const path: [number, number][] = []
  let up = true
  for (let pair = size - 1; pair > 0; pair -= 2) {
    // The sixth column is the dotted line.
    if (pair === 6) pair = 5
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step
      for (const column of [pair, pair - 1]) if (!isFixed(size, row, column)) path.push([row, column])
    }
    up = !up
  }
  return path
}

function isFixed(size: number, row: number, column: number): boolean {
  const eye = (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9)
  const dotted = row === 6 || column === 6
  // From version 2 on one small eye stands near the lower right corner.
  const middle = size - 7
  const small = size > 21 && Math.abs(row - middle) <= 2 && Math.abs(column - middle) <= 2
  return eye || dotted || small
}
