import type { ColumnType } from 'kysely'

/** Written by the doors of migration 0026 alone, but for the revocation. */
type FromDoor<T> = ColumnType<T, never, never>

export type DeviceTables = {
  device: {
    id: FromDoor<string>
    user_id: FromDoor<string>
    agency_id: FromDoor<string>
    label: FromDoor<string>
    enrolled_at: FromDoor<Date>
    last_seen_at: FromDoor<Date>
    revoked_at: ColumnType<Date | null, never, Date>
    revoked_by: ColumnType<string | null, never, string>
    wiped_at: FromDoor<Date | null>
  }
  device_code: {
    user_id: string
    agency_id: string
    hash: Buffer
    label: string
    made_by: string
    expires_at: Date
  }
}
