import { z } from 'zod'
import { REVIEW_REASONS } from '#domain/access/alert-review.ts'
import type { Role } from '#domain/access/roles.ts'
import { code, id, whole } from '#server/http/fields.ts'

/** Who is asked about the colleagues of an agency. */
export const OVERSEERS = ['administrator', 'coordinator'] as const satisfies readonly Role[]

export const ListAlerts = z.strictObject({
  /** The last alert of the page before. */
  cursor: id.optional(),
  limit: whole(1, 100).default(25),
})
export type ListAlerts = z.output<typeof ListAlerts>

export const ReviewAlert = z.strictObject({ alertId: id, reason: code(REVIEW_REASONS) })
export type ReviewAlert = z.output<typeof ReviewAlert>
