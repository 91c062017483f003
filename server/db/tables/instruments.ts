import type { ColumnType, Generated } from 'kysely'
import type { DraftStatus } from '#domain/instruments/states.ts'
import type { XlsformReport } from '#domain/xlsform/report.ts'

type Json<T> = ColumnType<T, string, string>

type InstrumentDraftTable = {
  id: string
  instrument: string
  base_version: number | null
  body: Json<Record<string, unknown>>
  status: Generated<DraftStatus>
  author: string
  report: ColumnType<XlsformReport | null, string | null, never>
  note: Generated<string | null>
  version: Generated<number>
  created_at: Date
  changed_at: Date
}

type InstrumentVersionTable = {
  instrument: string
  version: number
  body: ColumnType<unknown, never, never>
  author: string
  reviewer: string
  published_at: Date
  draft_id: string
}

export type InstrumentTables = { instrument_draft: InstrumentDraftTable; instrument_version: InstrumentVersionTable }
