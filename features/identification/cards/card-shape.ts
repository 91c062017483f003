import { BOLD, REGULAR } from '#server/paper/paper-parts.ts'
import type { Block, Mark } from './card-content.ts'

/** A text of a block: `left` and `down` from the block's upper left corner, in points. `role` is what a screen reader says it is. */
export type Piece = {
  text: string
  bold: boolean
  size: number
  left: number
  down: number
  width: number
  role: 'H1' | 'H2' | 'H3' | 'P' | 'LBody'
  white?: true
}

/** A block as it will stand on paper, measured: what is drawn later is exactly this. */
export type Shape = {
  height: number
  /** Air above, left out at the head of a panel. */
  before: number
  /** Stands on the same panel as what follows it. */
  keeps: boolean
  pieces: Piece[]
  mark?: { mark: Mark; name: string }
  ground?: 'band' | 'frame' | 'rule'
  code?: { address: string; side: number; name: string }
}

/** `size`: of plain text; `least`: nothing on this paper is smaller; `code`: the side of the code to scan. */
export type Type = { size: number; least: number; code: number }

/** Noto Sans carries more air between lines than a card can give. */
export const gapOf = (size: number) => -0.18 * size
export const markWidth = (size: number) => size * 1.4

type Pen = PDFKit.PDFDocument
type Ask = {
  text: string
  bold?: boolean
  size: number
  left?: number
  down?: number
  width: number
  role: Piece['role']
  white?: true
}

const pieceOf = ({ bold = false, left = 0, down = 0, ...rest }: Ask): Piece => ({ bold, left, down, ...rest })

function heightOf(pdf: Pen, { text, bold, size, width }: Piece): number {
  return pdf
    .font(bold ? BOLD : REGULAR)
    .fontSize(size)
    .heightOfString(text, { width, lineGap: gapOf(size) })
}

/** Measures one block for a column of this width. */
export function shapeOf(pdf: Pen, block: Block, type: Type, width: number): Shape {
  switch (block.kind) {
    case 'marked':
      return markedShape(pdf, block, type, width)
    case 'call':
      return callShape(pdf, block, type, width)
    case 'code':
      return codeShape(pdf, block, type, width)
    default:
      return textShape(pdf, block.kind, block.text, type, width)
  }
}

type TextKind = Exclude<Block['kind'], 'marked' | 'call' | 'code'>

/** `grow`: of the plain size. `pad`: air within its ground, of the plain size. */
const TEXTS: Record<
  TextKind,
  { grow: number; before: number; pad: number; bold: boolean; role: Piece['role']; ground?: Shape['ground'] }
> = {
  title: { grow: 1.4, before: 0, pad: 0, bold: true, role: 'H1' },
  lead: { grow: 1, before: 0.25, pad: 0, bold: false, role: 'P' },
  heading: { grow: 1.1, before: 0.55, pad: 0.2, bold: true, role: 'H2', ground: 'band' },
  group: { grow: 1, before: 0.4, pad: 0.14, bold: true, role: 'H3', ground: 'rule' },
  line: { grow: 1, before: 0.2, pad: 0, bold: false, role: 'P' },
  small: { grow: 0.85, before: 0.15, pad: 0, bold: false, role: 'P' },
}

function textShape(pdf: Pen, kind: TextKind, text: string, { size: plain, least }: Type, width: number): Shape {
  const { grow, before, pad, bold, role, ground } = TEXTS[kind]
  const size = Math.max(least, plain * grow)
  const inner = ground === 'band' ? pad * plain : 0
  const piece = pieceOf({
    text,
    bold,
    size,
    left: inner,
    down: ground === 'band' ? pad * plain - 0.09 * size : 0,
    width: width - 2 * inner,
    role,
    ...(ground === 'band' && { white: true }),
  })
  const height = heightOf(pdf, piece) + 2 * pad * plain
  const keeps = kind === 'title' || kind === 'heading' || kind === 'group'
  return { height, before: before * plain, keeps, pieces: [piece], ...(ground && { ground }) }
}

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

function markedShape(pdf: Pen, { mark, name, text }: Of<'marked'>, { size }: Type, width: number): Shape {
  const left = markWidth(size)
  const bold = mark === 'urgent'
  const piece = pieceOf({ text, bold, size, left, width: width - left, role: 'LBody' })
  return { height: heightOf(pdf, piece), before: size * 0.16, keeps: false, pieces: [piece], mark: { mark, name } }
}

/** Texts under one another, each as high as it is. */
function stacked(pdf: Pen, from: number, asked: readonly Ask[]): { pieces: Piece[]; end: number } {
  let down = from
  const pieces = asked.map(each => {
    const piece = pieceOf({ ...each, down })
    down += heightOf(pdf, piece)
    return piece
  })
  return { pieces, end: down }
}

/** The number large on the left, and beside it who answers. */
function callShape(pdf: Pen, { number, name, notes }: Of<'call'>, { size }: Type, width: number): Shape {
  const pad = size * 0.45
  const large = size * 1.9
  const wide = Math.max(size * 7, pdf.font(BOLD).fontSize(large).widthOfString(number) + size)
  const digits = pieceOf({ text: number, bold: true, size: large, left: pad, down: pad * 0.3, width: wide, role: 'P' })
  const beside = { left: pad + wide, width: width - wide - 2 * pad, role: 'P' as const, size }
  const { pieces, end } = stacked(pdf, pad * 0.7, [
    { ...beside, text: name, bold: true },
    ...(notes ? [{ ...beside, text: notes }] : []),
  ])
  const height = Math.max(end, digits.down + heightOf(pdf, digits)) + pad * 0.7
  return { height, before: size * 0.45, keeps: false, pieces: [digits, ...pieces], ground: 'frame' }
}

/** Four squares of white on every side, as its standard asks, of the 25 that a short address takes. */
const quietOf = (side: number) => side * (4 / 25)

function codeShape(pdf: Pen, { address, text }: Of<'code'>, { size, code: side }: Type, width: number): Shape {
  const quiet = quietOf(side)
  const left = side + Math.max(quiet, size)
  const piece = pieceOf({ text, bold: true, size, left, width: width - left, role: 'P' })
  const height = Math.max(side + quiet / 2, heightOf(pdf, piece))
  return { height, before: quiet, keeps: false, pieces: [piece], code: { address, side, name: text } }
}
