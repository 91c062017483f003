import { z } from 'zod'
import { endpoint, uploadEndpoint } from '#server/http/endpoint.ts'
import { exportDraft, exportVersion } from './export-instrument.ts'
import { importDraft } from './import-draft.ts'
import { formFile } from './read-form.ts'
import { EDITORS, ExportDraft, ExportVersion, ImportForm } from './record.ts'

const OF_FORM = [
  'attachment.missing',
  'attachment.too-large',
  'attachment.empty',
  'attachment.broken-off',
  'instrument.not-found',
  'instrument.no-name',
  'instrument.name-taken',
  'instrument.not-a-form',
  'instrument.too-long',
  'instrument.too-deep',
  'instrument.not-text',
  'workbook.too-large',
  'workbook.not-a-workbook',
  'workbook.locked',
  'workbook.macros',
  'workbook.outside',
  'workbook.formula',
  'workbook.broken-cell',
  'workbook.too-many-rows',
  'workbook.too-many-columns',
  'workbook.cell-too-long',
  'workbook.busy',
  'xlsform.no-sheet',
  'xlsform.no-column',
  'xlsform.column-twice',
  'xlsform.too-much-left',
]

export const instrumentFileApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/instruments/{instrument}/file',
    summary: 'A version of an instrument as a file: JSON, or an XLSForm (.xlsx)',
    access: EDITORS,
    input: ExportVersion,
    output: z.any(),
    refusals: ['instrument.not-found'],
    file: true,
    run: exportVersion,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/instrument-drafts/{draftId}/file',
    summary: 'A draft as a file: JSON, or an XLSForm (.xlsx)',
    access: EDITORS,
    input: ExportDraft,
    output: z.any(),
    refusals: ['instrument.not-found'],
    file: true,
    run: exportDraft,
  }),
  uploadEndpoint({
    path: '/api/v1/instrument-drafts/import',
    summary: 'Make a draft of a file: an instrument as JSON, or an XLSForm (.xlsx)',
    access: EDITORS,
    input: ImportForm,
    refusals: OF_FORM,
    upload: formFile,
    run: importDraft,
  }),
]
