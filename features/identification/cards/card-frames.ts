/** What a card can be printed on: an A4 sheet folded twice to the size of a pocket, or A4 to read on a desk. */
export const FORMATS = ['a6', 'a4'] as const
export type Format = (typeof FORMATS)[number]

/** Where text stands: on which page and from which corner. `turn`: the point about which it is turned upside down. */
export type Frame = {
  page: number
  x: number
  y: number
  width: number
  height: number
  turn?: readonly [number, number]
}

export const A4 = { width: 595.28, height: 841.89 }
const PANEL = { width: A4.width / 2, height: A4.height / 2 }
/** Further in than any office printer leaves white. */
const MARGIN = { a6: 21, a4: 26 }
/** Beneath the text, for the number of the page. */
const FOOT = 10
const GUTTER = 14

/**
 * One side of A4, printed, then folded twice with the print outside: first the upper half backwards, then the left half backwards.
 * So page 1 lies lower right and page 4 lower left; 2 lies behind 1 and 3 behind 4, upside down in the upper half.
 */
const PLACES = [
  { column: 1, row: 1 },
  { column: 1, row: 0 },
  { column: 0, row: 0 },
  { column: 0, row: 1 },
] as const
export const PANELS_OF_A_SHEET = PLACES.length

/** The panel in which a small page stands, whole, with its margins. */
export function panelAt(index: number): Frame {
  const place = PLACES[index % PANELS_OF_A_SHEET]
  if (!place) throw new Error('a sheet has four panels')
  const x = place.column * PANEL.width
  const y = place.row * PANEL.height
  const whole = { page: Math.floor(index / PANELS_OF_A_SHEET), x, y, ...PANEL }
  return place.row === 0 ? { ...whole, turn: [x + PANEL.width / 2, y + PANEL.height / 2] } : whole
}

export function pocketFrame(index: number): Frame {
  const { x, y, width, height, ...rest } = panelAt(index)
  const inset = MARGIN.a6
  return { ...rest, x: x + inset, y: y + inset, width: width - 2 * inset, height: height - 2 * inset - FOOT }
}

/** A side of A4 as one wide frame, from `down` below its upper margin. */
export function wideFrame(page: number, down = 0): Frame {
  const inset = MARGIN.a4
  const height = A4.height - 2 * inset - FOOT - down
  return { page, x: inset, y: inset + down, width: A4.width - 2 * inset, height }
}

/** The line beneath a frame in which its number stands. */
export const footOf = (frame: Frame): Frame => ({ ...frame, y: frame.y + frame.height + 3, height: FOOT })

export const columnWidth = (wide: Frame) => (wide.width - GUTTER) / 2

/** One of the two columns of a wide frame. */
export function columnOf(wide: Frame, column: 0 | 1): Frame {
  const width = columnWidth(wide)
  return { ...wide, x: wide.x + column * (width + GUTTER), width }
}
