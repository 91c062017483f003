import PDFDocument from 'pdfkit'
import { BOLD, drawCode, REGULAR, wholeOf } from '#server/paper/paper-parts.ts'
import { childOf, spoken, type Tag, unspoken } from '#server/paper/paper-tags.ts'
import { A4, type Format, type Frame } from './card-frames.ts'
import { drawMark } from './card-marks.ts'
import type { Placed, Plan } from './card-plan.ts'
import { gapOf, type Piece, type Shape } from './card-shape.ts'

type Pen = PDFKit.PDFDocument
/** What a screen reader walks through: one part for each language, and in it the list that is open. */
type Section = { part: Tag; list: Tag | null }

/** `foot`: stands before the number of each page, so that sheets of different cards are not mixed. */
export type Drawing = { plan: Plan; format: Format; languages: readonly string[]; foot: string; least: number }

/** A document with nothing on it yet; a card is measured with the pen that draws it. */
export function openPaper(title: string, language: string, at: Date): Pen {
  return new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: { Title: title, Producer: '', Creator: '', CreationDate: at },
  })
}

export async function drawCard(pdf: Pen, drawing: Drawing): Promise<Buffer> {
  const { plan, format, languages } = drawing
  const whole = wholeOf(pdf)
  const sections = languages.map((lang): Section => ({ part: pdf.struct('Sect', { lang }), list: null }))
  for (let page = 0; page < plan.pages; page++) {
    pdf.addPage({ size: [A4.width, A4.height], margin: 0 })
    if (format === 'a6') drawFolds(pdf)
    for (const [at, section] of sections.entries()) {
      const here = plan.placed.filter(each => each.at.page === page && each.section === at)
      for (const each of here) drawPlaced(pdf, each, section)
    }
    drawFeet(pdf, drawing, page)
  }
  for (const { part } of sections) pdf.addStructure(part)
  for (const { part } of sections) part.end()
  pdf.end()
  return whole
}

function turned(pdf: Pen, { turn }: Frame, draw: () => void): void {
  pdf.save()
  if (turn) pdf.rotate(180, { origin: [...turn] })
  draw()
  pdf.restore()
}

function drawPlaced(pdf: Pen, { shape, size, at }: Placed, section: Section): void {
  turned(pdf, at, () => {
    if (shape.ground) unspoken(pdf, 'Layout', () => drawGround(pdf, shape, at))
    if (shape.mark) return drawMarked(pdf, { shape, size, at }, section)
    section.list = null
    const { code } = shape
    if (code) {
      const figure = childOf(pdf, section.part, 'Figure', code.name)
      spoken(pdf, figure, 'Figure', () => drawCode(pdf, code.address, { x: at.x, y: at.y, side: code.side }))
    }
    for (const piece of shape.pieces) {
      spoken(pdf, childOf(pdf, section.part, piece.role), piece.role, () => drawPiece(pdf, piece, at))
    }
  })
}

function drawMarked(pdf: Pen, { shape, size, at }: Omit<Placed, 'section'>, section: Section): void {
  const { mark } = shape
  if (!mark) return
  section.list ??= childOf(pdf, section.part, 'L')
  const item = childOf(pdf, section.list, 'LI')
  spoken(pdf, childOf(pdf, item, 'Lbl', mark.name), 'Lbl', () => drawMark(pdf, mark.mark, { x: at.x, y: at.y, size }))
  for (const piece of shape.pieces) {
    spoken(pdf, childOf(pdf, item, 'LBody'), 'LBody', () => drawPiece(pdf, piece, at))
  }
}

function drawPiece(pdf: Pen, { text, bold, size, left, down, width, white }: Piece, at: Frame): void {
  pdf
    .font(bold ? BOLD : REGULAR)
    .fontSize(size)
    .fillColor(white ? '#fff' : '#000')
    .text(text, at.x + left, at.y + down, { width, lineGap: gapOf(size) })
}

function drawGround(pdf: Pen, { ground }: Shape, { x, y, width, height }: Frame): void {
  if (ground === 'band') pdf.rect(x, y, width, height).fill('#000')
  if (ground === 'frame')
    pdf
      .lineWidth(1)
      .rect(x + 0.5, y + 0.5, width - 1, height - 1)
      .stroke('#000')
  if (ground === 'rule')
    pdf
      .lineWidth(0.6)
      .moveTo(x, y + height)
      .lineTo(x + width, y + height)
      .stroke('#000')
}

const TICK = 18

/** Short dashes at the edges, where the sheet is folded; the folded card shows none of them on its faces. */
function drawFolds(pdf: Pen): void {
  const { width, height } = A4
  unspoken(pdf, 'Layout', () => {
    pdf.lineWidth(0.5).dash(2, { space: 2 })
    pdf.moveTo(width / 2, 0).lineTo(width / 2, TICK)
    pdf.moveTo(width / 2, height - TICK).lineTo(width / 2, height)
    pdf.moveTo(0, height / 2).lineTo(TICK, height / 2)
    pdf.moveTo(width - TICK, height / 2).lineTo(width, height / 2)
    pdf.stroke('#000').undash()
  })
}

function drawFeet(pdf: Pen, { plan, foot, least }: Drawing, page: number): void {
  for (const { at, text } of plan.feet.filter(each => each.at.page === page)) {
    turned(pdf, at, () =>
      unspoken(pdf, 'Pagination', () => {
        const { x, y, width } = at
        const options = { width, align: 'center' as const, lineBreak: false, height: least }
        pdf.font(REGULAR).fontSize(least).fillColor('#000').text(`${foot} · ${text}`, x, y, options)
      }),
    )
  }
}
