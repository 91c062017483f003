import { BOLD, REGULAR } from '#server/paper/paper-parts.ts'
import type { Block } from './paper-blocks.ts'

type Pen = PDFKit.PDFDocument

/** A sheet of A4 in points: two columns, their tops and their bottoms. */
export const SHEET = { width: 595.28, height: 841.89, side: 40, top: 40, bottom: 44, gap: 18 } as const
export const COLUMN = (SHEET.width - 2 * SHEET.side - SHEET.gap) / 2

/** Of a row, in parts of the column. */
const CELLS = [0.33, 0.1, 0.16, 0.18, 0.23] as const
/** Noto Sans carries more air between lines than a dense page needs. */
export const lineGapOf = (size: number) => -0.14 * size

/** One text of a block: `left`, `down` from its upper left corner. */
export type Piece = { text: string; bold: boolean; size: number; left: number; down: number; width: number }
export type Shape = {
  readonly block: Block
  readonly pieces: readonly Piece[]
  readonly height: number
  /** Air above, left out at the head of a column. */
  readonly before: number
}
export type Placed = Shape & { readonly page: number; readonly x: number; readonly y: number }
export type Plan = { readonly size: number; readonly placed: readonly Placed[]; readonly pages: number }

export function heightOf(pdf: Pen, { text, bold, size, width }: Omit<Piece, 'left' | 'down'>): number {
  return pdf
    .font(bold ? BOLD : REGULAR)
    .fontSize(size)
    .heightOfString(text, { width, lineGap: lineGapOf(size) })
}

function piecesOf(block: Block, size: number): { pieces: Piece[]; before: number } {
  const plain = { bold: false, size, left: 0, down: 0, width: COLUMN }
  switch (block.kind) {
    case 'heading':
      return { pieces: [{ ...plain, text: block.text, bold: true, size: size * 1.25 }], before: size }
    case 'text':
      return { pieces: [{ ...plain, text: block.text, size: size * 0.92 }], before: size * 0.3 }
    case 'line':
      return {
        pieces: [
          { ...plain, text: '•', width: size },
          { ...plain, text: block.text, left: size, width: COLUMN - size },
        ],
        before: size * 0.25,
      }
    case 'bar':
      return {
        pieces: [
          { ...plain, text: block.label, width: size * 3 },
          { ...plain, text: block.text, left: COLUMN * 0.55, width: COLUMN * 0.45 },
        ],
        before: size * 0.1,
      }
    case 'row':
      return { pieces: rowPieces(block, size), before: size * (block.head ? 0.6 : 0.15) }
    case 'source':
      return {
        pieces: [
          { ...plain, size: size * 0.82, text: `[${block.number}]`, width: size * 2.4 },
          { ...plain, size: size * 0.82, text: block.text, left: size * 2.4, width: COLUMN - size * 2.4 },
        ],
        before: size * 0.15,
      }
  }
}

function rowPieces({ cells, head }: Extract<Block, { kind: 'row' }>, size: number): Piece[] {
  return cells.map((text, at) => {
    const left = CELLS.slice(0, at).reduce((sum, each) => sum + each, 0) * COLUMN
    const width = (CELLS[at] ?? 0) * COLUMN - 4
    return { text, bold: head || at === 0, size: size * 0.88, left, down: 1, width }
  })
}

function shapeOf(pdf: Pen, block: Block, size: number): Shape {
  const { pieces, before } = piecesOf(block, size)
  const height = Math.max(...pieces.map(each => each.down + heightOf(pdf, each)))
  return { block, pieces, height: height + (block.kind === 'row' ? 2 : 0), before }
}

/** Lays blocks into columns; `head`: how much of the first sheet is taken. A heading never stands last in a column. */
function planAt(pdf: Pen, blocks: readonly Block[], size: number, head: number): Plan {
  const placed: Placed[] = []
  const topOf = (column: number) => SHEET.top + (column < 2 ? head : 0)
  let column = 0
  let y = topOf(0)
  const shapes = blocks.map(each => shapeOf(pdf, each, size))
  shapes.forEach((shape, at) => {
    const next = shape.block.kind === 'heading' ? shapes[at + 1] : undefined
    const needs = shape.height + (next ? next.before + next.height : 0)
    const before = y === topOf(column) ? 0 : shape.before
    if (y > topOf(column) && y + before + needs > SHEET.height - SHEET.bottom) {
      column += 1
      y = topOf(column)
    } else y += before
    placed.push({
      ...shape,
      page: Math.floor(column / 2),
      x: SHEET.side + (column % 2) * (COLUMN + SHEET.gap),
      y,
    })
    y += shape.height
  })
  return { size, placed, pages: Math.floor(column / 2) + 1 }
}

const SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5] as const
/** Two sheets, so that it prints on both sides of one. */
export const MOST_PAGES = 2

/** The largest letters with which it stands on two sheets; with the smallest it may take more. */
export function planOf(pdf: Pen, blocks: readonly Block[], head: number): Plan {
  const [first, ...smaller] = SIZES
  let plan = planAt(pdf, blocks, first, head)
  for (const size of smaller) {
    if (plan.pages <= MOST_PAGES) return plan
    plan = planAt(pdf, blocks, size, head)
  }
  return plan
}
