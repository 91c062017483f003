import PDFDocument from 'pdfkit'
import { groupedNumber } from '#domain/reflection/certificate-number.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { BOLD, drawCode, REGULAR, wholeOf } from '#server/paper/paper-parts.ts'

/** A pocket sheet to fold away, and an office sheet. */
export const PAPERS = ['a6', 'a4'] as const
export type Paper = (typeof PAPERS)[number]

/** `margin`, letters and picture in points; the picture is at least 45 mm wide, so that an old camera reads it. */
const LAYOUT = {
  a6: { size: 'A6', margin: 22, head: 8.5, bold: 10, plain: 7.5, picture: 136, gap: 5 },
  a4: { size: 'A4', margin: 64, head: 14, bold: 19, plain: 12, picture: 220, gap: 14 },
} as const

export type Content = {
  number: string
  call: string
  address: string
  /** Each language's words, and the day as it is written there. */
  said: readonly { t: Translate; day: string }[]
  host: string
}

/** The paper that a person carries: that she must not be removed before a day, whom to call, and how to check it. Nothing else. */
export async function certificatePaper(paper: Paper, content: Content): Promise<Buffer> {
  const { size, margin, ...type } = LAYOUT[paper]
  const pdf = new PDFDocument({
    size,
    margin,
    info: { Title: groupedNumber(content.number), Producer: '', Creator: '' },
    lang: content.said[0]?.t.language ?? 'en',
  })
  const whole = wholeOf(pdf)
  const wide = pdf.page.width - 2 * margin
  const heads = content.said.map(({ t }) => t('certificate.paper-head')).join(' · ')
  pdf.font(REGULAR).fontSize(type.head).text(heads, { align: 'center' })
  pdf.font(BOLD).fontSize(type.bold).text(groupedNumber(content.number), { align: 'center', characterSpacing: 1 })
  pdf.y += type.gap
  for (const { t, day } of content.said) {
    pdf.font(BOLD).fontSize(type.bold).text(t('certificate.paper-not-before', { day }))
    pdf
      .font(REGULAR)
      .fontSize(type.plain)
      .text(t('certificate.paper-call', { number: content.call }))
    pdf.y += type.gap
  }
  drawCode(pdf, content.address, { x: margin + (wide - type.picture) / 2, y: pdf.y, side: type.picture })
  pdf.y += type.picture + type.gap
  for (const { t } of content.said) {
    const address = `${content.host}/${t.language}/certificate`
    pdf
      .fontSize(type.plain)
      .text(t('certificate.paper-check', { address }), margin, pdf.y, { align: 'center', width: wide })
  }
  pdf.end()
  return whole
}
