import type { CertificateClaims } from '#domain/reflection/certificate.ts'
import type { Hotline } from '#knowledge/schema/country.ts'
import type { House } from '#server/house.ts'

type Issued = { number: string; not_before: string; over_at: Date; issued_at: Date }

/** The number that an officer calls: the country's own line for the person, or the emergency number where it has none. */
export const lineToCall = ({ hotlines }: House['country']): Hotline | null =>
  hotlines.find(each => each.for === 'trafficking') ?? hotlines[0] ?? null

/** The signed text behind the picture to scan. The same certificate always gives the same text, so that none is stored. */
export function tokenOf(house: House, row: Issued): Promise<string> {
  const claims: CertificateClaims = {
    n: row.number,
    d: row.not_before,
    c: house.country.iso2,
    t: lineToCall(house.country)?.number ?? '112',
    i: Math.floor(row.issued_at.getTime() / 1000),
    x: Math.floor(row.over_at.getTime() / 1000),
  }
  return house.signer.sign('reflection-certificate', claims)
}

/** Where the picture leads. The text stands in the path: a part after "#" would never reach a server that needs no script. */
export const addressOf = (house: House, language: string, token: string): string =>
  `${house.settings.origin}/${language}/certificate/${token}`
