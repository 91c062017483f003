/** Crockford's base 32: no I, L, O or U, which are read as other signs or make words. 12 signs are 60 bits. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const RECEIPT_BYTES = 12
const GROUP = 4

/** What is written by hand or read aloud in their place, and the same shapes on a Cyrillic keyboard. */
const READ_AS: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: '0',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  І: '1',
}

/** The number of a receipt out of random bytes, one a sign: 32 divides 256, so that each sign is as likely. */
export function receiptFrom(bytes: Uint8Array): string {
  if (bytes.length !== RECEIPT_BYTES) throw new Error('a receipt needs twelve bytes')
  return Array.from(bytes, byte => SIGNS[byte % SIGNS.length]).join('')
}

/** As it is shown: "7KQW-3NXA-90TB". */
export const inGroups = (receipt: string): string =>
  receipt.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), group => `${group}-`)

/** What was typed, as the number that it means; null where it can be none. */
export function receiptIn(typed: string): string | null {
  const signs = [...typed.toUpperCase()].filter(sign => !/[\s\p{P}]/u.test(sign)).map(sign => READ_AS[sign] ?? sign)
  return signs.length === RECEIPT_BYTES && signs.every(sign => SIGNS.includes(sign)) ? signs.join('') : null
}
