import type { Ctx } from '#server/db/transact.ts'
import { type ConsentView, consentsOf } from './queries.ts'

/** Every answer in a case, each checked against its signature, for a feature that decides by them. Noted as a look. */
export const readConsents = (ctx: Ctx, caseId: string): Promise<ConsentView[]> => consentsOf(ctx, caseId)
