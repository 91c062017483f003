import type { Mark } from './card-content.ts'

type Pen = PDFKit.PDFDocument
type Spot = { x: number; y: number; side: number }

/** Drawn, not typed: no font has all of them, and no printer may take them for letters. */
const DRAWN: Record<Mark, (pdf: Pen, spot: Spot) => void> = {
  urgent: (pdf, { x, y, side }) => {
    pdf.rect(x, y, side, side).fill('#000')
    const bar = side * 0.18
    pdf.rect(x + (side - bar) / 2, y + side * 0.14, bar, side * 0.46).fill('#fff')
    pdf.rect(x + (side - bar) / 2, y + side * 0.7, bar, bar).fill('#fff')
  },
  strong: (pdf, { x, y, side }) => {
    pdf.rect(x, y, side, side).fill('#000')
  },
  medium: (pdf, spot) => {
    outlined(pdf, spot)
    const { x, y, side } = spot
    pdf.polygon([x, y], [x, y + side], [x + side, y + side]).fill('#000')
  },
  weak: (pdf, spot) => outlined(pdf, spot),
  sign: (pdf, { x, y, side }) => {
    pdf.circle(x + side / 2, y + side / 2, side * 0.4).fill('#000')
  },
  do: (pdf, { x, y, side }) => {
    pdf.polygon([x, y + side * 0.1], [x + side * 0.7, y + side / 2], [x, y + side * 0.9]).fill('#000')
  },
  never: (pdf, { x, y, side }) => {
    pdf.lineWidth(side * 0.24)
    pdf.moveTo(x, y).lineTo(x + side, y + side)
    pdf
      .moveTo(x + side, y)
      .lineTo(x, y + side)
      .stroke('#000')
  },
}

function outlined(pdf: Pen, { x, y, side }: Spot): void {
  const line = side * 0.12
  pdf
    .lineWidth(line)
    .rect(x + line / 2, y + line / 2, side - line, side - line)
    .stroke('#000')
}

/** Beside the capitals of a line of this size whose upper edge is at `y`. */
export function drawMark(pdf: Pen, mark: Mark, { x, y, size }: { x: number; y: number; size: number }): void {
  const side = size * (mark === 'urgent' ? 0.92 : mark === 'never' ? 0.6 : 0.72)
  DRAWN[mark](pdf, { x, y: y + size * 0.71 - side / 2, side })
}
