import type { ColumnType, Generated } from 'kysely'
import type { Indicator } from '#domain/commitments/indicators.ts'
import type { Sector } from '#domain/commitments/measure.ts'
import type { Theme } from '#knowledge/schema/recommendations.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'

export type Titles = Partial<Record<PublicLanguage, string>>

export type CommitmentTables = {
  measure: {
    id: string
    agency_id: string
    sector: Sector
    promised_by: string
    title: ColumnType<Titles, string, string>
    promised_on: string
    due_on: string
    budget: string | null
    indicator: Indicator | null
    target: number | null
    entered_by: string
    published_on: Generated<string | null>
    proved_on: Generated<string | null>
    proved_by: Generated<string | null>
    withdrawn_on: Generated<string | null>
    withdrawn_why: Generated<string | null>
    version: Generated<number>
  }
  measure_recommendation: { measure_id: string; recommendation: string }
  measure_report: { id: string; measure_id: string; words: string; reported_by: string; reported_on: string }
  measure_evidence: {
    id: string
    measure_id: string
    shows: string
    media_type: string
    bytes: number
    sealed_key: Buffer
    added_by: string
    added_on: string
  }
  recommendation: {
    id: string
    year: number
    document: string
    language: PublicLanguage
    theme: Theme
    words: string
    added_by: string
    added_on: string
  }
  recommendation_link: { earlier: string; later: string; linked_by: string; linked_on: string }
}
