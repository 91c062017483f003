import { type DraftStatus, type DraftStep, mayStep } from '#domain/instruments/states.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { XlsformReport } from '#domain/xlsform/report.ts'
import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import type { Ctx } from '#server/db/transact.ts'

export type Draft = {
  id: string
  instrument: string
  baseVersion: number | null
  body: Record<string, unknown>
  status: DraftStatus
  author: string
  note: string | null
  /** Of a draft that came as a file: what of it was not carried, and what it left open. */
  report: XlsformReport | null
  version: number
  changedAt: Date
}

export async function listDrafts(ctx: Ctx): Promise<Draft[]> {
  const open = ['draft', 'in-review', 'returned'] as const
  const rows = await drafts(ctx).where('status', 'in', open).orderBy('changed_at', 'desc').limit(100).execute()
  return rows.map(draftOf)
}

export async function readDraft(ctx: Ctx, draftId: string | undefined): Promise<Result<Draft>> {
  if (draftId === undefined || !isId(draftId)) return refuse('instrument.not-found')
  const row = await drafts(ctx).where('id', '=', draftId).executeTakeFirst()
  return row ? ok(draftOf(row)) : refuse('instrument.not-found')
}

/** The draft as its editor saw it, where the step is hers to take now. */
export async function draftFor(
  ctx: Ctx,
  step: DraftStep,
  asked: { draftId: string; version: number },
): Promise<Result<Draft>> {
  const found = await readDraft(ctx, asked.draftId)
  if (!found.ok) return found
  const may = mayStep(found.value, step, ctx.actor.userId)
  if (may === 'not-open') return refuse('instrument.step-not-open')
  if (may === 'own') return refuse('instrument.own-draft')
  if (may === 'not-author') return refuse('instrument.not-author')
  return found.value.version === asked.version ? found : refuse('instrument.stale')
}

/** The draft's text as an instrument, where nothing is wrong with it. Its number is given when it is published. */
export function instrumentIn({ body }: Pick<Draft, 'body'>): Instrument | null {
  return instrumentProblems(body).length === 0 ? (body as Instrument) : null
}

const drafts = ({ tx }: Ctx) => tx.selectFrom('instrument_draft').selectAll()

type Row = Awaited<ReturnType<ReturnType<typeof drafts>['execute']>>[number]

const draftOf = (row: Row): Draft => ({
  id: row.id,
  instrument: row.instrument,
  baseVersion: row.base_version,
  body: row.body,
  status: row.status,
  author: row.author,
  note: row.note,
  report: row.report,
  version: row.version,
  changedAt: row.changed_at,
})
