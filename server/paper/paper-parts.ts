import { fileURLToPath } from 'node:url'
import { create } from 'qrcode'

/** Fonts that have every letter of the region: Ә Ғ Қ Ң Ө Ұ Ү Һ І, Ӯ Ҷ Ҳ. */
export const REGULAR = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
)
export const BOLD = fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'))

/** The bytes of a document, once it has ended. */
export function wholeOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', part => parts.push(part))
    pdf.on('end', () => resolve(Buffer.concat(parts)))
    pdf.on('error', reject)
  })
}

type Square = { x: number; y: number; side: number }

/** A code to scan, drawn as squares, so that it stays sharp on any printer. */
export function drawCode(pdf: PDFKit.PDFDocument, text: string, { x, y, side }: Square): void {
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules
  const step = side / size
  data.forEach((on, at) => {
    if (on) pdf.rect(x + (at % size) * step, y + Math.floor(at / size) * step, step, step)
  })
  pdf.fill('#000')
}
