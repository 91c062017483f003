import type { KeyObject } from 'node:crypto'
import { dayIn } from '#domain/shared/dates.ts'
import { receiptIn } from '#domain/tips/receipt.ts'
import type { TipStatus } from '#domain/tips/tip.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { type ReceiptParts, receiptParts } from '#server/keys/receipt-hash.ts'
import { sealText, unsealKey, unsealText } from '#server/keys/seal.ts'
import { newPass, passOf } from './passes.ts'
import { fileRow, messagePlace, receiptPlace } from './sealed-tip.ts'
import { type Trouble, withTipFile } from './tip-file.ts'

export type Said = { id: string; by: 'sender' | 'desk'; on: string; words: string; files: number }
export type Conversation = { pass: string; status: TipStatus; said: Said[] }

type Row = {
  tip_id: string
  status: TipStatus
  sealed_key: Buffer
  message_id: string
  by_whom: 'sender' | 'desk'
  said_on: string
  sealed: Buffer
  files: number
}

async function rowsOf({ pool }: House, hash: Buffer): Promise<Row[]> {
  const text = 'select * from aman.tip_of_receipt($1)'
  return (await pool.query<Row>({ name: 'tip_of_receipt', text, values: [hash] })).rows
}

const keyOf = (row: Row, { key }: ReceiptParts): KeyObject => unsealKey(key, row.sealed_key, receiptPlace(row.tip_id))

async function conversationOf(house: House, parts: ReceiptParts): Promise<Conversation | null> {
  const rows = await rowsOf(house, parts.hash)
  const [first] = rows
  if (!first) return null
  const key = keyOf(first, parts)
  const said = rows.map(row => ({
    id: row.message_id,
    by: row.by_whom,
    on: row.said_on,
    words: unsealText(key, row.sealed, messagePlace(row.message_id)),
    files: Number(row.files),
  }))
  return { pass: newPass(house, parts), status: first.status, said }
}

/** What a receipt opens; null for any other text, after the same work, so that neither words nor time tell what never was from what is gone. */
export async function openTip(house: House, typed: string): Promise<Conversation | null> {
  return conversationOf(house, await receiptParts(house.keys.tips, receiptIn(typed) ?? 'no receipt'))
}

/** The same, from the pass of an earlier page. */
export async function openTipPass(house: House, text: string): Promise<Conversation | null> {
  const pass = passOf(house, text)
  return pass && conversationOf(house, pass)
}

type More = { pass: string; words: string; traces: boolean; file: Arriving | null }

/** The sender says more. */
export async function followTip(house: House, more: More): Promise<{ kept: boolean } | { trouble: Trouble }> {
  const pass = passOf(house, more.pass)
  const row = pass && (await rowsOf(house, pass.hash))[0]
  if (!row) return { trouble: 'over' }
  const key = keyOf(row, pass)
  return withTipFile(house, more.file, more.traces, async file => {
    const words = sealText(key, more.words, messagePlace(pass.messageId))
    const day = dayIn(house.country.timeZone, house.clock())
    const values = [pass.hash, pass.messageId, words, day, fileRow(key, file)]
    try {
      const text = 'select aman.follow_tip($1, $2, $3, $4, $5) as done'
      const { rows } = await house.pool.query<{ done: string | null }>({ name: 'follow_tip', text, values })
      const done = rows[0]?.done
      return done ? { kept: done === 'added' } : { kept: false, trouble: 'over' as const }
    } catch (error) {
      if (brokeConstraint(error, 'tip_full')) return { kept: false, trouble: 'full' as const }
      throw error
    }
  })
}
