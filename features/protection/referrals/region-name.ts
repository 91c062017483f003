import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'

/** A region of the country in the reader's language; its code where the profile does not know it. */
export const regionName = (house: House, t: Translate, id: string): string =>
  house.country.regions.find(each => each.id === id)?.name[t.language] ?? id
