import type { Generated } from 'kysely'
import type { OfferSign, WarningStatus } from '#domain/prevention/offer-warning.ts'
import type { About, Became, CloseReason, Danger, Happens, TipStatus } from '#domain/tips/tip.ts'

export type TipTables = {
  tip: {
    id: string
    agency_id: string
    status: Generated<TipStatus>
    language: string
    about: About
    danger: Danger
    happens: Happens
    region: string | null
    spoken: boolean
    closed_reason: CloseReason | null
    became: Generated<Became[]>
    received_on: string
    touched_on: string
    closed_on: string | null
    messages: Generated<number>
    version: Generated<number>
    sealed_place: Buffer | null
  }
  tip_message: {
    id: string
    tip_id: string
    number: number
    by_whom: 'sender' | 'desk'
    said_on: string
    sealed: Buffer
  }
  tip_file: {
    id: string
    tip_id: string
    message_id: string
    media_type: string
    bytes: number
    traces: boolean
    sealed_key: Buffer
  }
  offer_warning: {
    id: string
    agency_id: string
    status: Generated<WarningStatus>
    work_country: string | null
    work_region: string | null
    signs: OfferSign[]
    sealed: Buffer
    tip_id: string | null
    noted_by: string
    noted_on: string
    judged_by: string | null
    judged_on: string | null
    version: Generated<number>
  }
}
