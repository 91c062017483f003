import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { Slug } from '#knowledge/schema/fact.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { WithFile } from '#server/http/uploads.ts'
import { draftText, keptText } from './draft-text.ts'
import type { ReadForm } from './read-form.ts'
import type { ImportForm } from './record.ts'
import { addDraft, type NewDraft } from './store.ts'

type Input = ImportForm & WithFile<ReadForm>
type Target = Pick<NewDraft, 'instrument' | 'baseVersion'>

/** Makes what a file says the draft of a new instrument, or of the next version of one, with the report of what it did not carry. */
export async function importDraft(ctx: Ctx, input: Input): Promise<Result<{ id: string }>> {
  const draft = draftOf(ctx, input)
  return draft.ok ? ok({ id: await addDraft(ctx, draft.value) }) : draft
}

export type CheckedForm = Input & Target

/** What the file would become; makes nothing, and refuses what would be refused. */
export async function checkForm(ctx: Ctx, input: Input): Promise<Result<CheckedForm>> {
  const draft = draftOf(ctx, input)
  if (!draft.ok) return draft
  const { instrument, baseVersion } = draft.value
  return ok({
    ...input,
    instrument,
    baseVersion,
    file: { ...input.file, body: { ...input.file.body, id: instrument } },
  })
}

function draftOf(ctx: Ctx, input: Input): Result<NewDraft> {
  const target = targetOf(ctx, input)
  if (!target.ok) return target
  const body = draftText(input.file.body, target.value.instrument)
  if (!body.ok) return body
  const report = keptText(input.file.report)
  return report.ok ? ok({ ...target.value, body: body.value, report: report.value }) : report
}

/** A new instrument takes the name that is given, or else the one that the file gives itself. */
function targetOf({ house }: Ctx, { instrument, name, file }: Input): Result<Target> {
  if (instrument !== undefined) {
    const latest = house.knowledge.latest(instrument)
    return latest ? ok({ instrument, baseVersion: latest.version }) : refuse('instrument.not-found')
  }
  const own = Slug.max(60).safeParse(name ?? file.body.id)
  if (!own.success) return refuse('instrument.no-name')
  return house.knowledge.latest(own.data)
    ? refuse('instrument.name-taken')
    : ok({ instrument: own.data, baseVersion: null })
}
