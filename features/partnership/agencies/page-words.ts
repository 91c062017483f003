import type { Role } from '#domain/access/roles.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'

export const ADMINISTRATOR = ['administrator'] as const satisfies readonly Role[]

/** The name of a kind of agency from the country profile; its code where the profile has dropped it. */
export const kindName = (country: Country, t: Translate, kind: string): string =>
  country.agencyKinds.find(each => each.id === kind)?.name[t.language] ?? kind

export const regionName = (country: Country, t: Translate, region: string): string =>
  country.regions.find(each => each.id === region)?.name[t.language] ?? region

export const serviceNames = (t: Translate, services: readonly string[]): string =>
  services.map(each => t.coded('agencies.service', each)).join(', ')

export const groupNames = (t: Translate, groups: readonly string[]): string =>
  groups.map(each => t.coded('agencies.group', each)).join(', ')

export const languageNames = (t: Translate, languages: readonly string[]): string =>
  languages.map(each => t.languageName(each)).join(', ')

/** The filters that were filled in; a form sends the others empty. */
export const filled = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))

/** Keyset paging that keeps the filters. */
export function paging(visit: Visit, path: string, next: string | null) {
  const { cursor, ...filters } = filled(visit.query)
  const href = (query: Record<string, string>) => {
    const text = new URLSearchParams(query).toString()
    return text ? `${visit.href(path)}?${text}` : visit.href(path)
  }
  return {
    label: visit.t('shell.pages'),
    ...(cursor && { first: { href: href(filters), label: visit.t('agencies.first') } }),
    ...(next && { next: { href: href({ ...filters, cursor: next }), label: visit.t('agencies.next') } }),
  }
}
