/** What is sealed with an agency's key itself and not with a data key. A rotation seals anew what stands here, and nothing else. */
export const AGENCY_SEALED = [
  { table: 'shelter_address', row: 'shelter_id' },
  { table: 'shift_note', row: 'handover_id' },
] as const
type AgencySealed = (typeof AGENCY_SEALED)[number]

export const agencySealedPlace = (table: AgencySealed['table'], rowId: string) => `${table}|sealed|${rowId}`
