import { z } from 'zod'
import { KEEP_REASONS, RETAINED } from '#domain/retention/due.ts'
import { code, id } from '#server/http/fields.ts'

export const KeepLonger = z.strictObject({ caseId: id, reason: code(KEEP_REASONS), until: z.iso.date() })
export type KeepLonger = z.output<typeof KeepLonger>

/** What the agency holds and what is announced to go. */
export const LeavingOut = z.object({
  id,
  kind: z.enum(RETAINED),
  codeName: z.string().nullable(),
  dueOn: z.iso.date(),
  goesOn: z.iso.date(),
})
export type LeavingOut = z.output<typeof LeavingOut>

export const CountOut = z.object({ kind: z.enum(RETAINED), announced: z.int(), firstGoesOn: z.iso.date() })
export type CountOut = z.output<typeof CountOut>

export const FactOut = z.object({ of: z.string(), facts: z.record(z.string(), z.string()), alike: z.int() })
export type FactOut = z.output<typeof FactOut>
