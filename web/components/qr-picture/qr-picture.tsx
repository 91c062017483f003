import { create } from 'qrcode'

/*
 * QrPicture: a text as a picture to scan, drawn by the server; black on white in either colour scheme, since scanners want it so.
 *   title   what it is, for who cannot see it
 */
const QUIET = 4

/** Dark squares beside each other are one piece: half the bytes. */
function pieces(row: readonly boolean[]): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = []
  for (const [at, dark] of row.entries()) {
    const last = found.at(-1)
    if (dark && last && last.from + last.length === at) last.length += 1
    else if (dark) found.push({ from: at, length: 1 })
  }
  return found
}

export function QrPicture({ text, title }: { text: string; title: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules
  const side = size + 2 * QUIET
  const rows = Array.from({ length: size }, (_, at) => [...data.slice(at * size, (at + 1) * size)].map(Boolean))
  const dark = rows.flatMap((row, at) =>
    pieces(row).map(({ from, length }) => `M${from + QUIET} ${at + QUIET}h${length}v1h-${length}z`),
  )
  return (
    <svg width="240" height="240" viewBox={`0 0 ${side} ${side}`} role="img" shape-rendering="crispEdges">
      <title>{title}</title>
      <rect width={side} height={side} fill="#fff" stroke="none" />
      <path d={dark.join('')} fill="#000" stroke="none" />
    </svg>
  )
}
