import { CompiledQuery } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { CaseRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { openDataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import { codedCase, identityPlace, narrativePlace } from './queries.ts'
import type { CodedCase, Identity } from './record.ts'

export type Note = { id: string; kind: 'wish' | 'note'; writtenAt: string; writtenBy: string; text: string }

/** What the acting agency may see of one case. `identity` is null where its grant does not reach, or nothing was written. */
export type CaseView = CodedCase & {
  screeningId: string | null
  identity: Identity | null
  identityVersion: number
  maySeeIdentity: boolean
}

/** With what she told and wishes, newest first, at most 200; empty where the grant does not reach. */
export type WholeCase = CaseView & { narrative: Note[] }

type SealedNote = { id: string; kind: 'wish' | 'note'; at: string; by: string; sealed: string }
type OneRow = CaseRow & {
  identity_sealed: Buffer | null
  identity_version: number | null
  identity_key: Buffer | null
  identity_key_version: number
}
type WholeRow = OneRow & { narrative_key: Buffer | null; narrative_key_version: number; notes: SealedNote[] | null }

// The page that is read most: one statement, and its text is made once. The policies decide what each join brings.
const keyOf = (depth: string, name: string) =>
  `left join aman.data_key ${name} on ${name}.subject_id = c.id and ${name}.depth = '${depth}' and ${name}.agency_id = $2`
const FROM = `from aman."case" c left join aman.case_identity i on i.case_id = c.id ${keyOf('identity', 'ki')}`
const COLUMNS = `c.*, i.sealed as identity_sealed, i.version as identity_version,
  ki.sealed as identity_key, ki.key_version as identity_key_version`
const NOTES = `(select json_agg(json_build_object('id', n.id, 'kind', n.kind, 'at', n.written_at, 'by', n.written_by,
                                                  'sealed', encode(n.sealed, 'base64')))
  from (select * from aman.case_narrative n where n.case_id = c.id order by n.id desc limit 200) n) as notes`

const READ = `select ${COLUMNS} ${FROM} where c.id = $1`
const READ_WHOLE = `select ${COLUMNS}, kf.sealed as narrative_key, kf.key_version as narrative_key_version, ${NOTES}
  ${FROM} ${keyOf('full', 'kf')} where c.id = $1`

async function one<R extends OneRow>(ctx: Ctx, text: string, caseId: string): Promise<R | undefined> {
  const { rows } = await ctx.tx.executeQuery<R>(CompiledQuery.raw(text, [caseId, ctx.actor.agencyId]))
  return rows[0]
}

/** One case as deep as the grant reaches, without what she told; read and noted. */
export async function readCase(ctx: Ctx, caseId: string): Promise<Result<CaseView>> {
  const row = await one<OneRow>(ctx, READ, caseId)
  if (!row) return refuse('case.not-found')
  const view = await viewOf(ctx, row)
  lookedAt(ctx, view)
  return ok(view)
}

/** One case as deep as the grant reaches; read and noted. */
export async function readWholeCase(ctx: Ctx, caseId: string): Promise<Result<WholeCase>> {
  const row = await one<WholeRow>(ctx, READ_WHOLE, caseId)
  if (!row) return refuse('case.not-found')
  const view = await viewOf(ctx, row)
  const narrative = await openNotes(ctx, row)
  lookedAt(ctx, view)
  if (narrative.length > 0) ctx.look(view.id, 'narrative')
  return ok({ ...view, narrative })
}

function lookedAt(ctx: Ctx, view: CaseView): void {
  ctx.look(view.id, 'facts')
  if (view.identity) ctx.look(view.id, 'identity')
}

async function viewOf(ctx: Ctx, row: OneRow): Promise<CaseView> {
  return {
    ...codedCase(row),
    screeningId: row.screening_id,
    identity: await openIdentity(ctx, row),
    identityVersion: row.identity_version ?? 0,
    maySeeIdentity: row.identity_key !== null,
  }
}

async function openIdentity(ctx: Ctx, row: OneRow): Promise<Identity | null> {
  if (!row.identity_sealed || !row.identity_key) return null
  const stored = { sealed: row.identity_key, key_version: row.identity_key_version }
  const key = await openDataKey(ctx, row.id, 'identity', stored)
  return JSON.parse(unsealText(key, row.identity_sealed, identityPlace(row.id)))
}

async function openNotes(ctx: Ctx, row: WholeRow): Promise<Note[]> {
  if (!row.notes || !row.narrative_key) return []
  const stored = { sealed: row.narrative_key, key_version: row.narrative_key_version }
  const key = await openDataKey(ctx, row.id, 'full', stored)
  return row.notes.map(each => ({
    id: each.id,
    kind: each.kind,
    writtenAt: new Date(each.at).toISOString(),
    writtenBy: each.by,
    text: unsealText(key, Buffer.from(each.sealed, 'base64'), narrativePlace(each.id)),
  }))
}
