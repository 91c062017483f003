import { z } from 'zod'
import { EMERGENCY_ROLES } from '#domain/access/break-glass.ts'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id, page } from '#server/http/fields.ts'
import { endBreakGlass } from './end-break-glass.ts'
import { openInEmergency } from './open-in-emergency.ts'
import { countBreakGlass, listBreakGlass, readBreakGlass } from './queries.ts'
import { BreakGlassOut, EndBreakGlass, Opened, OpenInEmergency, ReviewBreakGlass } from './record.ts'
import { reviewBreakGlass } from './review-break-glass.ts'

const Done = z.object({ id })
const count = z.int().min(0)

export const ListBreakGlass = z.strictObject({ ...page, cursor: id.optional() })

const reading = [
  endpoint({
    method: 'get',
    path: '/api/v1/break-glass',
    summary: "The colleague's own openings in an emergency, and those of cases that her agency leads, newest first",
    access: EMERGENCY_ROLES,
    input: ListBreakGlass,
    output: z.object({ items: z.array(BreakGlassOut), next: id.nullable() }),
    run: async (ctx, input) => ok(await listBreakGlass(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/break-glass/{breakGlassId}',
    summary: 'One opening in an emergency, with what was written',
    access: EMERGENCY_ROLES,
    input: EndBreakGlass,
    output: BreakGlassOut.extend({
      colleague: z.string(),
      colleagueRole: z.string(),
      words: z.string().nullable(),
      reviewWords: z.string().nullable(),
      ledByActor: z.boolean(),
    }),
    refusals: ['break-glass.not-found'],
    run: (ctx, input) => readBreakGlass(ctx, input.breakGlassId),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/break-glass-counts',
    summary: 'How often cases were opened in an emergency in the last year, and how that was judged',
    access: ['coordinator'],
    input: z.strictObject({}),
    output: z.object({
      opened: count,
      running: count,
      unreviewed: count,
      overdue: count,
      justified: count,
      notJustified: count,
      needsFollowUp: count,
    }),
    run: async ctx => ok(await countBreakGlass(ctx)),
  }),
]

const writing = [
  endpoint({
    method: 'post',
    path: '/api/v1/break-glass',
    summary: 'Open a case in an emergency by its code name, for hours and for oneself; its lead agency is told',
    access: EMERGENCY_ROLES,
    input: OpenInEmergency,
    output: Opened,
    refusals: [
      'break-glass.kind-not-allowed',
      'break-glass.no-such-case',
      'break-glass.own-case',
      'break-glass.not-needed',
      'break-glass.already-open',
      'break-glass.too-many',
    ],
    creates: true,
    run: openInEmergency,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/break-glass/{breakGlassId}/end',
    summary: 'Take the access back before its time',
    access: EMERGENCY_ROLES,
    input: EndBreakGlass,
    output: Done,
    refusals: ['break-glass.not-found', 'break-glass.step-not-open'],
    run: endBreakGlass,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/break-glass/{breakGlassId}/review',
    summary: 'Judge an opening that is over, once',
    access: CASE_LEADERS,
    input: ReviewBreakGlass,
    output: Done,
    refusals: ['break-glass.not-found', 'break-glass.step-not-open', 'break-glass.own-review', 'case.not-lead'],
    run: reviewBreakGlass,
  }),
]

export const breakGlassApi = [...reading, ...writing]
