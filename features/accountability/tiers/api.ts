import { ok } from '#domain/shared/result.ts'
import { type Tokenless, tokenless } from '#server/http/tokenless.ts'
import { AskOutlook, CheckedOut, CheckTiers, HistoryOut, OfCountry, OutlookOut } from './record.ts'
import { checkTiers, tellHistory, tellOutlook } from './tell-tiers.ts'

/** Facts that everybody may have, and sums over them. */
export const tierApi: readonly Tokenless[] = [
  tokenless({
    method: 'get',
    path: '/api/v1/tiers/{country}',
    summary:
      'On which list each Trafficking in Persons Report put a country (ISO 3166-1 alpha-3), and how that is known',
    input: OfCountry,
    output: HistoryOut,
    refusals: ['tiers.country-not-found', 'tiers.not-found'],
    run: async ({ knowledge }, input) => {
      const found = tellHistory(knowledge, input)
      return found.ok ? ok({ country: found.value.country, rows: [...found.value.rows] }) : found
    },
  }),
  tokenless({
    method: 'get',
    path: '/api/v1/tiers/{country}/outlook',
    summary:
      'What the law leaves open for the next report: years on the Watch List, waivers used, and the lists that are allowed; after the last known report unless asOf names another',
    input: AskOutlook,
    output: OutlookOut,
    refusals: ['tiers.country-not-found', 'tiers.not-found', 'tiers.year-not-known'],
    run: async ({ knowledge }, input) => {
      const found = tellOutlook(knowledge, input)
      if (!found.ok) return found
      const { next } = found.value
      return ok({ ...found.value, next: { ...next, allowed: [...next.allowed] } })
    },
  }),
  tokenless({
    method: 'post',
    path: '/api/v1/tiers/check',
    summary: 'Judge rows of tiers by the law of their years: why each, and whether the law allowed it',
    input: CheckTiers,
    output: CheckedOut,
    refusals: ['tiers.country-not-known', 'tiers.year-without-report', 'tiers.row-twice'],
    run: async ({ knowledge }, { rows }) => {
      const checked = checkTiers(knowledge, rows)
      return checked.ok ? ok({ rows: [...checked.value] }) : checked
    },
  }),
]
