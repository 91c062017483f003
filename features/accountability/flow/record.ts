import { z } from 'zod'
import { STAGES, STEPS } from '#domain/flow/flow.ts'
import { whole } from '#server/http/fields.ts'

/** Who answers for the whole way, and sees no case. */
export const FLOW_READERS = ['coordinator'] as const

export const USUAL_MONTHS = 12
export const MOST_MONTHS = 36

export const ReadFlow = z.strictObject({ months: whole(1, MOST_MONTHS).default(USUAL_MONTHS) })
export type ReadFlow = z.output<typeof ReadFlow>

const each = <K extends string, V extends z.ZodType>(keys: readonly K[], value: V) =>
  z.object(Object.fromEntries(keys.map(key => [key, value])) as Record<K, V>)

const Group = z.object({
  key: z.string(),
  counts: each(STAGES, z.int().nullable()),
  hours: each(STEPS, z.number().nullable()),
})
export const FlowOut = z.object({
  from: z.date(),
  until: z.date(),
  all: Group,
  channels: z.array(Group),
  regions: z.array(Group),
})
