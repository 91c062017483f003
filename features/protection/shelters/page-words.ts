import type { Misfit } from '#domain/shelters/match.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'

/** A region of the country in the reader's language; its code where the profile does not know it. */
export const regionName = (house: House, t: Translate, id: string): string =>
  house.country.regions.find(each => each.id === id)?.name[t.language] ?? id

export const regionOptions = (house: House, t: Translate) =>
  house.country.regions.map(each => ({ value: each.id, label: each.name[t.language] }))

export const languageNames = (t: Translate, languages: readonly string[]): string =>
  languages.map(t.languageName).join(', ')

/** Why a bed does not fit, as a sentence part; `group` is whom the bed is for. */
export const reasonWords = (t: Translate, reasons: readonly Misfit[], group: string): string =>
  reasons.map(each => t(`shelters.reason-${each}`, { group: t.coded('shelters.group', group) })).join('; ')

type Placed = { shelterCode: string; unitLabel: string; bedLabel: string }

export const bedName = (t: Translate, { shelterCode, unitLabel, bedLabel }: Placed): string =>
  t('shelters.bed-name', { shelter: shelterCode, unit: unitLabel, bed: bedLabel })
