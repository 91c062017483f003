import type { TierRow } from '#domain/tiers/history.ts'
import type { Tier } from '#knowledge/schema/tiers.ts'
import { BOLD, REGULAR } from '#server/paper/paper-parts.ts'
import { SHEET } from './paper-plan.ts'

const SIDE = 19
export const RIBBON_HEIGHT = SIDE + 24

/** The darker, the lower, on a printer without colour too; the sign inside says which it is. */
const GROUNDS: Record<Tier, { ground: string; sign: string }> = {
  '1': { ground: '#eef5f0', sign: '1' },
  '2': { ground: '#dbe3e6', sign: '2' },
  '2WL': { ground: '#f0d9a8', sign: 'WL' },
  '3': { ground: '#e0a193', sign: '3' },
}

/** On which list each report put the country, a box a year; a box with a broken edge is one that no source names. */
export function drawRibbon(
  pdf: PDFKit.PDFDocument,
  rows: readonly TierRow[],
  { y, from }: { y: number; from: number },
): void {
  const until = rows.at(-1)?.year ?? from
  const step = Math.min(28, (SHEET.width - 2 * SHEET.side) / (until - from + 1))
  for (let year = from; year <= until; year += 1) {
    const x = SHEET.side + (year - from) * step
    const row = rows.find(each => each.year === year)
    const middle = { width: step - 2, align: 'center' as const, lineBreak: false }
    if (row) {
      const { ground, sign } = GROUNDS[row.tier]
      if (row.basis !== 'reported') pdf.dash(2, { space: 1.5 })
      pdf
        .lineWidth(0.7)
        .rect(x, y, step - 2, SIDE)
        .fillAndStroke(ground, '#14212b')
        .undash()
      pdf
        .font(BOLD)
        .fontSize(8)
        .fillColor('#14212b')
        .text(sign, x, y + 4, middle)
    }
    pdf
      .font(REGULAR)
      .fontSize(6.5)
      .fillColor('#4a5a64')
      .text(String(year).slice(2), x, y + SIDE + 1, middle)
  }
}
