import type { Block } from './card-content.ts'
import {
  columnOf,
  columnWidth,
  type Format,
  type Frame,
  footOf,
  PANELS_OF_A_SHEET,
  pocketFrame,
  wideFrame,
} from './card-frames.ts'
import { place, type Row, rowsOf, wholeHeight } from './card-rows.ts'
import { type Shape, shapeOf, type Type } from './card-shape.ts'

/** Where a block of one of the card's languages is drawn. `section` counts the languages. */
export type Placed = { section: number; shape: Shape; size: number; at: Frame }
/** `feet`: where the number of each page stands, and the number. */
export type Plan = { placed: Placed[]; pages: number; panels: number; feet: { at: Frame; text: string }[] }

type Pen = PDFKit.PDFDocument
/** The texts of each language. */
type Sections = readonly (readonly Block[])[]

/** From comfortable down to the least that can be read; nothing is ever set smaller. */
const SIZES: Record<Format, readonly number[]> = {
  a6: [10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5],
  a4: [12, 11.5, 11, 10.5, 10, 9.5, 9],
}
const CODE: Record<Format, number> = { a6: 74, a4: 66 }
const MOST_SHEETS = 2
const MOST_SIDES = 4

export const leastSize = (format: Format): number => Math.min(...SIZES[format])

/** Null where even the smallest letters do not fit. */
export function planCard(pdf: Pen, sections: Sections, format: Format): Plan | null {
  const least = leastSize(format)
  const types = SIZES[format].map((size): Type => ({ size, least, code: CODE[format] }))
  return format === 'a6' ? pocketPlan(pdf, sections, types) : deskPlan(pdf, sections, types)
}

/** As few pages as the smallest letters take, and on them the largest letters. */
function roomiest(types: readonly Type[], most: number, planOf: (type: Type) => Plan | null): Plan | null {
  const smallest = types.at(-1)
  const fewest = smallest ? (planOf(smallest)?.pages ?? Number.POSITIVE_INFINITY) : 0
  if (fewest > most) return null
  for (const type of types) {
    const plan = planOf(type)
    if (plan && plan.pages <= fewest) return plan
  }
  return null
}

/** All languages on one sheet where they fit; else each on sheets of its own, so that one can be handed out without the other. */
function pocketPlan(pdf: Pen, sections: Sections, types: readonly Type[]): Plan | null {
  const rows = (blocks: readonly Block[], type: Type) =>
    rowsOf([blocks.map(each => shapeOf(pdf, each, type, pocketFrame(0).width))])
  const together = roomiest(types, 1, type =>
    onPanels(
      sections.map(each => rows(each, type)),
      type,
    ),
  )
  if (together) return together
  const apart = sections.map(each => roomiest(types, MOST_SHEETS, type => onPanels([rows(each, type)], type)))
  return apart.every(each => each !== null) ? oneAfterAnother(apart) : null
}

/** Fills panel after panel; each language begins on a new one. */
function onPanels(sections: readonly Row[][], { size }: Type): Plan | null {
  const placed: Placed[] = []
  let panels = 0
  for (const [section, rows] of sections.entries()) {
    const from = panels
    const found = place(rows, index => pocketFrame(from + index))
    if (!found) return null
    placed.push(...found.placed.flatMap(({ row, at }) => row.shapes.map(shape => ({ section, shape, size, at }))))
    panels += found.frames
  }
  return { placed, pages: Math.ceil(panels / PANELS_OF_A_SHEET), panels, feet: feetOf(panels, pocketFrame) }
}

const feetOf = (count: number, frameAt: (index: number) => Frame) =>
  Array.from({ length: count }, (_, at) => ({ at: footOf(frameAt(at)), text: `${at + 1}/${count}` }))

/** The sheets of each language after those of the one before. */
function oneAfterAnother(plans: readonly Plan[]): Plan {
  const whole: Plan = { placed: [], pages: 0, panels: 0, feet: [] }
  for (const [section, plan] of plans.entries()) {
    const { pages } = whole
    const later = (at: Frame): Frame => ({ ...at, page: at.page + pages })
    whole.placed.push(...plan.placed.map(each => ({ ...each, section, at: later(each.at) })))
    whole.feet.push(...plan.feet.map(each => ({ ...each, at: later(each.at) })))
    whole.pages += plan.pages
    whole.panels += plan.panels
  }
  return whole
}

function deskPlan(pdf: Pen, sections: Sections, types: readonly Type[]): Plan | null {
  const [only, second] = sections
  if (!only) return null
  return roomiest(types, MOST_SIDES, type => (second ? sideBySide(pdf, sections, type) : inColumns(pdf, only, type)))
}

/** Two languages, line by line beside each other, so that an officer finds the line that the person reads. */
function sideBySide(pdf: Pen, sections: Sections, type: Type): Plan | null {
  const width = columnWidth(wideFrame(0))
  const rows = rowsOf(sections.map(blocks => blocks.map(each => shapeOf(pdf, each, type, width))))
  const found = place(rows, index => wideFrame(index))
  if (!found) return null
  const placed = found.placed.flatMap(({ row, at }) =>
    row.shapes.map((shape, section) => ({ section, shape, size: type.size, at: columnOf(at, section === 0 ? 0 : 1) })),
  )
  return { placed, pages: found.frames, panels: found.frames, feet: feetOf(found.frames, page => wideFrame(page)) }
}

/** Title and purpose across the sheet. */
const HEAD = 2

/** One language, in two columns beneath its title. */
function inColumns(pdf: Pen, blocks: readonly Block[], type: Type): Plan | null {
  const wide = wideFrame(0)
  const shapes = (some: readonly Block[], width: number) => rowsOf([some.map(each => shapeOf(pdf, each, type, width))])
  const head = shapes(blocks.slice(0, HEAD), wide.width)
  const down = wholeHeight(head) + type.size
  const column = (index: number) =>
    columnOf(wideFrame(Math.floor(index / 2), index < 2 ? down : 0), index % 2 === 0 ? 0 : 1)
  const top = place(head, () => wide)
  const rest = place(shapes(blocks.slice(HEAD), columnWidth(wide)), column)
  if (!top || !rest) return null
  const pages = Math.ceil(rest.frames / 2)
  const placed = [...top.placed, ...rest.placed].map(({ row, at }) =>
    row.shapes.map(shape => ({ section: 0, shape, size: type.size, at })),
  )
  return { placed: placed.flat(), pages, panels: pages, feet: feetOf(pages, page => wideFrame(page)) }
}
