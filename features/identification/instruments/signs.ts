import { z } from 'zod'

/** Enough of a draft's shape to show its questions while other things are still wrong with it: a form from elsewhere gives no weights. */
const Sign = z.looseObject({
  id: z.string(),
  question: z.record(z.string(), z.string()),
  weight: z.string().default(''),
  urgent: z.unknown().optional(),
  source: z.unknown().optional(),
  status: z.unknown().optional(),
  audio: z.unknown().optional(),
})
const Signs = z.looseObject({
  dimensions: z.array(z.looseObject({ key: z.string(), indicators: z.array(Sign) })),
})

/** `source`, `status`: empty where they are those of the whole. */
export type ShownSign = {
  place: string
  question: Readonly<Record<string, string>>
  weight: string
  urgent: boolean
  source: string
  status: string
}

/** As many as an instrument can have: 12 groups of 60. A draft may hold more, and is told that it does. */
const MOST_SHOWN = 720

export function signsIn(body: unknown): ShownSign[] {
  const read = Signs.safeParse(body)
  if (!read.success) return []
  const plain = (value: unknown) => (typeof value === 'string' ? value : '')
  const all = read.data.dimensions.flatMap(({ key, indicators }) =>
    indicators.map(({ id, question, weight, urgent, source, status }) => ({
      place: `${key}.${id}`,
      question,
      weight,
      urgent: urgent === true,
      source: plain(source),
      status: plain(status),
    })),
  )
  return all.slice(0, MOST_SHOWN)
}

/** What is undefined does not stand in the text that is kept. */
export type Replaced = {
  question: Record<string, string>
  weight: string
  urgent: true | undefined
  source: string | undefined
  status: string | undefined
}

const Recorded = z.record(z.string(), z.string()).catch({})

/** The recordings that still say the question: one that was reworded is read by the device's voice until somebody records it anew. */
function stillSaid({ audio, question: before }: z.output<typeof Sign>, now: Replaced['question']) {
  const kept = Object.entries(Recorded.parse(audio)).filter(([language]) => before[language] === now[language])
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

/** The body with one sign changed; null where it has no such sign. */
export function withSign(body: unknown, place: string, replaced: Replaced): Record<string, unknown> | null {
  const read = Signs.safeParse(body)
  if (!read.success || !signsIn(body).some(each => each.place === place)) return null
  const dimensions = read.data.dimensions.map(dimension => ({
    ...dimension,
    indicators: dimension.indicators.map(sign => {
      if (`${dimension.key}.${sign.id}` !== place) return sign
      const { audio: _, ...rest } = sign
      const audio = stillSaid(sign, replaced.question)
      return { ...rest, ...replaced, ...(audio && { audio }) }
    }),
  }))
  return { ...read.data, dimensions }
}

/** The body with one sign more at the end of a group; null where it has no such group. */
export function withNewSign(
  body: unknown,
  { dimension, sign }: { dimension: string; sign: string },
  replaced: Replaced,
): Record<string, unknown> | 'there' | null {
  const read = Signs.safeParse(body)
  const group = read.success && read.data.dimensions.find(each => each.key === dimension)
  if (!read.success || !group) return null
  if (group.indicators.some(each => each.id === sign)) return 'there'
  const added = { id: sign, ...replaced }
  const dimensions = read.data.dimensions.map(each =>
    each === group ? { ...each, indicators: [...each.indicators, added] } : each,
  )
  return { ...read.data, dimensions }
}

/** The body without one sign; null where it has no such sign. */
export function withoutSign(body: unknown, place: string): Record<string, unknown> | null {
  const read = Signs.safeParse(body)
  if (!read.success || !signsIn(body).some(each => each.place === place)) return null
  const dimensions = read.data.dimensions.map(dimension => ({
    ...dimension,
    indicators: dimension.indicators.filter(sign => `${dimension.key}.${sign.id}` !== place),
  }))
  return { ...read.data, dimensions }
}

/** The groups of a draft, by key. */
export function groupsIn(body: unknown): string[] {
  const read = Signs.safeParse(body)
  return read.success ? read.data.dimensions.map(each => each.key) : []
}
