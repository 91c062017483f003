import { refuse } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { exportDraft, exportVersion } from './export-instrument.ts'
import { EDITORS, ExportDraft, ExportVersion, FORMATS } from './record.ts'

/** The files of a version and of a draft. An address that is none is one of nothing. */
export const exportPages: Page[] = FORMATS.flatMap((format): Page[] => [
  {
    path: `/instruments/:instrument/:baseVersion/${format}`,
    access: EDITORS,
    file: true,
    async show(ctx, { params: { instrument, baseVersion } }) {
      const asked = ExportVersion.safeParse({ instrument, version: baseVersion, format })
      return asked.success ? exportVersion(ctx, asked.data) : refuse('instrument.not-found')
    },
  },
  {
    path: `/instrument-drafts/:draftId/${format}`,
    access: EDITORS,
    file: true,
    async show(ctx, { params: { draftId } }) {
      const asked = ExportDraft.safeParse({ draftId, format })
      return asked.success ? exportDraft(ctx, asked.data) : refuse('instrument.not-found')
    },
  },
])
