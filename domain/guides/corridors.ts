import type { Guide } from '#knowledge/schema/guide.ts'
import type { Journey } from './rules-on.ts'

/** One road as its address names it: "tjk-rus", or "tjk-other" to a country whose law is not written down. */
export type Corridor = Journey & { slug: string }

const OTHER = 'other'

/** Every road that there is a guide for; of one origin together, to known countries before the others. */
export function corridorsOf(guides: readonly Guide[]): Corridor[] {
  const known = guides.toSorted((a, b) => Number(a.destination === null) - Number(b.destination === null))
  const citizens = [...new Set(guides.flatMap(each => each.origins))]
  return citizens.flatMap(citizen =>
    known
      .filter(({ origins }) => origins.includes(citizen))
      .map(({ destination }) => ({
        citizen,
        destination,
        slug: `${citizen}-${destination ?? OTHER}`.toLowerCase(),
      })),
  )
}
