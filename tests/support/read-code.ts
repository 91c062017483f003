import { messageIn } from './read-code-message.ts'
import type { Picture } from './read-pdf.ts'

/* Reads QR codes as a telephone does: finds the three eyes, samples the squares between them, and takes the message apart. */

type Point = { x: number; y: number }
type Eye = Point & { square: number }

/** The messages of all codes on a picture, upright or turned. */
export function codesOn(picture: Picture): string[] {
  const eyes = eyesOn(picture)
  const found = eyes.flatMap(corner =>
    eyes.flatMap(right => {
      const down = eyes.find(each => isSquare(corner, right, each))
      return down ? (read(picture, corner, right, down) ?? []) : []
    }),
  )
  return found
}

const darkAt = ({ data, width }: Picture, x: number, y: number): boolean => (data[4 * (y * width + x)] ?? 255) < 128

/** Centres of 1:1:3:1:1 from dark to dark, in a row and in the column through it. */
function eyesOn(picture: Picture): Eye[] {
  const eyes: Eye[] = []
  for (let y = 0; y < picture.height; y += 3) {
    for (const { middle, square } of patterns(picture.width, x => darkAt(picture, x, y))) {
      const x = Math.round(middle)
      if (eyes.some(each => Math.hypot(each.x - x, each.y - y) < 5 * square)) continue
      const column = patterns(picture.height, at => darkAt(picture, x, at))
      const across = column.find(each => Math.abs(each.middle - y) < 2 * square && alike(each.square, square))
      if (across) eyes.push({ x: middle, y: across.middle, square: (square + across.square) / 2 })
    }
  }
  return eyes
}

const alike = (a: number, b: number) => Math.abs(a - b) < 0.25 * Math.max(a, b)

function patterns(length: number, dark: (at: number) => boolean): { middle: number; square: number }[] {
  const edges = [0]
  for (let at = 1; at < length; at++) if (dark(at) !== dark(at - 1)) edges.push(at)
  return edges.flatMap((from, at) => {
    const [a, b, c, d, e] = edges.slice(at + 1, at + 6)
    if (!dark(from) || a === undefined || b === undefined || c === undefined || d === undefined || e === undefined)
      return []
    const square = (e - from) / 7
    const fits = square >= 1.5 && [a - from, b - a, (c - b) / 3, d - c, e - d].every(each => alike(each, square))
    return fits ? [{ middle: (from + e - 1) / 2, square }] : []
  })
}

/** Three eyes of one code: equal sides, a right angle, and `down` clockwise of `right`. */
function isSquare(corner: Eye, right: Eye, down: Eye): boolean {
  const [u, v] = [minus(right, corner), minus(down, corner)]
  const [a, b] = [Math.hypot(u.x, u.y), Math.hypot(v.x, v.y)]
  if (a === 0 || b === 0 || Math.abs(a - b) > corner.square) return false
  return Math.abs(u.x * v.x + u.y * v.y) < 0.05 * a * b && u.x * v.y - u.y * v.x > 0 && a < 60 * corner.square
}

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })

function read(picture: Picture, corner: Eye, right: Eye, down: Eye): string | null {
  const [u, v] = [minus(right, corner), minus(down, corner)]
  const size = Math.round(Math.hypot(u.x, u.y) / corner.square) + 7
  if ((size - 17) % 4 !== 0) return null
  const between = size - 7
  // The centre of an eye is the middle of its fourth square.
  const isDark = (row: number, column: number) => {
    const [across, along] = [(column - 3) / between, (row - 3) / between]
    return darkAt(
      picture,
      Math.round(corner.x + u.x * across + v.x * along),
      Math.round(corner.y + u.y * across + v.y * along),
    )
  }
  return messageIn(size, isDark)
}
