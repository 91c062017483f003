import { BOLD, REGULAR } from '#server/paper/paper-parts.ts'
import { childOf, spoken, type Tag, unspoken } from '#server/paper/paper-tags.ts'
import { lineGapOf, type Piece, type Placed, SHEET } from './paper-plan.ts'

type Pen = PDFKit.PDFDocument

/** The list or table that is open: what follows of its kind belongs to it. */
export type Open = { root: Tag; list: Tag | null; table: Tag | null }

const INK = '#14212b'
const BAR = '#0b5f6b'

export function drawPiece(
  pdf: Pen,
  { text, bold, size, left, down, width }: Piece,
  at: { x: number; y: number },
): void {
  pdf
    .font(bold ? BOLD : REGULAR)
    .fontSize(size)
    .fillColor(INK)
    .text(text, at.x + left, at.y + down, { width, lineGap: lineGapOf(size) })
}

export function drawPlaced(pdf: Pen, placed: Placed, open: Open): void {
  const { block, pieces } = placed
  if (block.kind !== 'row') open.table = null
  if (block.kind !== 'line' && block.kind !== 'source') open.list = null
  if (block.kind === 'row') {
    drawRow(pdf, placed, open)
    return
  }
  if (block.kind === 'bar') unspoken(pdf, 'Layout', () => drawBar(pdf, placed, block.share))
  spoken(pdf, tagOf(pdf, block.kind, open), ROLES[block.kind], () => {
    for (const piece of pieces) drawPiece(pdf, piece, placed)
  })
}

const ROLES = { heading: 'H2', text: 'P', bar: 'P', line: 'LBody', source: 'LBody' } as const

function tagOf(pdf: Pen, kind: keyof typeof ROLES, open: Open): Tag {
  if (ROLES[kind] !== 'LBody') return childOf(pdf, open.root, ROLES[kind])
  open.list ??= childOf(pdf, open.root, 'L')
  return childOf(pdf, childOf(pdf, open.list, 'LI'), 'LBody')
}

function drawRow(pdf: Pen, placed: Placed, open: Open): void {
  open.table ??= childOf(pdf, open.root, 'Table')
  const row = childOf(pdf, open.table, 'TR')
  const isHead = placed.block.kind === 'row' && placed.block.head
  placed.pieces.forEach((piece, at) => {
    const role = isHead || at === 0 ? 'TH' : 'TD'
    spoken(pdf, childOf(pdf, row, role), role, () => drawPiece(pdf, piece, placed))
  })
  unspoken(pdf, 'Layout', () => drawRule(pdf, placed))
}

function drawBar(pdf: Pen, { pieces, x, y, height }: Placed, share: number): void {
  const [label, text] = pieces
  const left = x + (label?.width ?? 0)
  const most = (text?.left ?? 0) - (label?.width ?? 0) - 6
  pdf.rect(left, y + 2, Math.max(1, share * most), height - 4).fill(BAR)
}

function drawRule(pdf: Pen, { x, y, height, pieces }: Placed): void {
  const last = pieces.at(-1)
  const right = x + (last ? last.left + last.width : 0)
  pdf
    .lineWidth(0.4)
    .moveTo(x, y + height)
    .lineTo(right, y + height)
    .stroke('#9aa7ae')
}

export function drawFoot(pdf: Pen, text: string): void {
  const options = { width: SHEET.width - 2 * SHEET.side, align: 'center' as const, lineBreak: false, height: 9 }
  pdf
    .font(REGULAR)
    .fontSize(7)
    .fillColor(INK)
    .text(text, SHEET.side, SHEET.height - SHEET.bottom + 14, options)
}
