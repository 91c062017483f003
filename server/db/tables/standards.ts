import type { Generated } from 'kysely'
import type { Figure } from '#knowledge/schema/reports.ts'

export type StandardsTables = {
  standards_entry: {
    id: string
    agency_id: string
    criterion: number
    year: number
    figure: Figure | null
    counted_in: number | null
    value: number | null
    shows: string
    source: string
    dated_on: string
    entered_by: string
    entered_on: string
    withdrawn_on: Generated<string | null>
    withdrawn_by: Generated<string | null>
    withdrawn_why: Generated<string | null>
  }
}
