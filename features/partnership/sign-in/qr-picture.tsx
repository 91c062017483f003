import { create } from 'qrcode'

const QUIET = 4

/** A text as a picture to scan, drawn by the server: black on white in either colour scheme, since scanners want it so. */
export function QrPicture({ text, title }: { text: string; title: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const side = size + 2 * QUIET
  const dark = [...data].flatMap((on, at) =>
    on ? [`M${(at % size) + QUIET} ${Math.floor(at / size) + QUIET}h1v1h-1z`] : [],
  )
  return (
    <svg width="240" height="240" viewBox={`0 0 ${side} ${side}`} role="img" shape-rendering="crispEdges">
      <title>{title}</title>
      <rect width={side} height={side} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
