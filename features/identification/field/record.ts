import type { AskedIn } from '#features/identification/screening/asking.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { Carried as CarriedKeys } from '#protocol/certificates/check-offline.ts'

/** What the server gives a device to work with; on the device it lies sealed like everything else. */
export type Carried = {
  /** When the server made it, and the mark by which it knows whether there is something newer. */
  readonly at: string
  readonly mark: string
  readonly country: AskedIn
  readonly laws: readonly Law[]
  readonly instruments: readonly Instrument[]
  readonly nextSteps: readonly NextSteps[]
  /** Who takes referrals, and for what. */
  readonly agencies: readonly { id: string; name: string; services: readonly string[] }[]
  readonly certificates: Pick<CarriedKeys, 'keys' | 'list'>
}

/** Whose device it is, and with what it speaks to the server. `forms` marks the device's own forms. */
export type Enrolled = {
  readonly deviceId: string
  readonly token: string
  readonly forms: string
  readonly person: { id: string; name: string }
  readonly agency: { id: string; name: string }
}
