import PDFDocument from 'pdfkit'
import { sayStood } from '#features/accountability/tiers/asked.tsx'
import { wholeOf } from '#server/paper/paper-parts.ts'
import { childOf, spoken, unspoken } from '#server/paper/paper-tags.ts'
import type { Asked } from './asked.ts'
import { blocksOf } from './paper-blocks.ts'
import { drawFoot, drawPiece, drawPlaced, type Open } from './paper-draw.ts'
import { heightOf, type Piece, planOf, SHEET } from './paper-plan.ts'
import { drawRibbon, RIBBON_HEIGHT } from './paper-ribbon.ts'
import type { Brief } from './tell-brief.ts'

type Pen = PDFKit.PDFDocument

/** The same brief as its page, on two sheets of A4, tagged for a screen reader. */
export async function briefPaper({ t, house }: Pick<Asked, 't' | 'house'>, brief: Brief): Promise<Buffer> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: t.language,
    info: { Title: brief.title, Producer: '', Creator: '', CreationDate: house.clock() },
  })
  const whole = wholeOf(pdf)
  const head = headOf(pdf, [brief.title, t('briefs.lead')])
  const plan = planOf(pdf, blocksOf(t, brief), head.height + RIBBON_HEIGHT)
  const root = pdf.struct('Sect', { lang: t.language })
  const open: Open = { root, list: null, table: null }
  for (let page = 0; page < plan.pages; page += 1) {
    pdf.addPage({ size: [SHEET.width, SHEET.height], margin: 0 })
    if (page === 0) {
      head.pieces.forEach((piece, at) => {
        const role = at === 0 ? 'H1' : 'P'
        spoken(pdf, childOf(pdf, root, role), role, () => drawPiece(pdf, piece, { x: SHEET.side, y: SHEET.top }))
      })
      const last = brief.tiers.at(-1)
      const alt = `${brief.country}. ${last ? sayStood(t, last) : ''}`
      spoken(pdf, childOf(pdf, root, 'Figure', alt), 'Figure', () =>
        drawRibbon(pdf, brief.tiers, { y: SHEET.top + head.height, from: house.knowledge.tiers.statutes.firstReport }),
      )
    }
    for (const each of plan.placed.filter(one => one.page === page)) drawPlaced(pdf, each, open)
    const foot = `${brief.title} · ${t('briefs.page', { page: page + 1, pages: plan.pages })}`
    unspoken(pdf, 'Pagination', () => drawFoot(pdf, foot))
  }
  pdf.addStructure(root)
  root.end()
  pdf.end()
  return whole
}

/** The title and what it is, over both columns. */
function headOf(pdf: Pen, [title = '', lead = '']: readonly string[]): { pieces: Piece[]; height: number } {
  const width = SHEET.width - 2 * SHEET.side
  const first: Piece = { text: title, bold: true, size: 17, left: 0, down: 0, width }
  const down = heightOf(pdf, first) + 3
  const second: Piece = { text: lead, bold: false, size: 9, left: 0, down, width }
  return { pieces: [first, second], height: down + heightOf(pdf, second) + 8 }
}
