import type { Frame } from './card-frames.ts'
import type { Shape } from './card-shape.ts'

/** Blocks that stand beside each other, one of each language; the highest gives the height. */
export type Row = { shapes: Shape[]; height: number; before: number; keeps: boolean }
type PlacedRow = { row: Row; at: Frame }

/** Pairs the blocks of each column: the first with the first. */
export function rowsOf(columns: readonly (readonly Shape[])[]): Row[] {
  const [first = []] = columns
  if (columns.some(each => each.length !== first.length))
    throw new Error('the languages of a card differ in their blocks')
  return first.map((shape, at) => {
    const shapes = columns.flatMap(each => each[at] ?? [])
    const height = Math.max(...shapes.map(each => each.height))
    return { shapes, height, before: shape.before, keeps: shape.keeps }
  })
}

/** The height of rows under one another, at the head of a frame. */
export const wholeHeight = (rows: readonly Row[]): number =>
  rows.reduce((sum, { height, before }, at) => sum + height + (at === 0 ? 0 : before), 0)

/** A heading and what follows it, as far as the first row that may end a frame. */
function chains(rows: readonly Row[]): Row[][] {
  const all: Row[][] = []
  let open: Row[] = []
  for (const row of rows) {
    open.push(row)
    if (row.keeps) continue
    all.push(open)
    open = []
  }
  return open.length > 0 ? [...all, open] : all
}

/** Rows into frames, in order; null where something is higher than a whole frame. Nothing is cut or squeezed. */
export function place(
  rows: readonly Row[],
  frameAt: (index: number) => Frame,
): { placed: PlacedRow[]; frames: number } | null {
  const placed: PlacedRow[] = []
  let index = 0
  let down = 0
  for (const chain of chains(rows)) {
    const [first] = chain
    const needs = wholeHeight(chain)
    if (down > 0 && down + (first?.before ?? 0) + needs > frameAt(index).height) {
      index++
      down = 0
    }
    const frame = frameAt(index)
    if (needs > frame.height) return null
    for (const row of chain) {
      const y = down === 0 ? 0 : down + row.before
      placed.push({ row, at: { ...frame, y: frame.y + y, height: row.height } })
      down = y + row.height
    }
  }
  return { placed, frames: index + 1 }
}
