import { leafOf } from './merkle.ts'

/** One event with every column as text, in this order. `null` where the column is null. */
export type EventText = readonly (string | null)[]

/**
 * Every column of aman.audit_event, each as text that is the same on any server and in any session. `seq` comes first. A column that
 * is added to the table is added here, or nobody would notice a change in it.
 */
export const EVENT_COLUMNS = [
  'e.seq::text',
  `to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  'e.user_id::text',
  'e.agency_id::text',
  'e.role',
  'e.action',
  'e.subject_ids::text',
  'e.detail::text',
  'e.xid::text',
].join(', ')

/** JSON frames the texts, so that nothing can move from one column into the next. */
export const leafOfEvent = (event: EventText): Buffer => leafOf(JSON.stringify(event))

export const seqOf = (event: EventText): number => Number(event[0])
