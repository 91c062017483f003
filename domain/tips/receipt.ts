export const RECEIPT_DIGITS = 16

/** As it is shown and read aloud: "4031 9985 0127 6640". */
export const inFours = (receipt: string): string => receipt.replaceAll(/\d{4}(?=\d)/g, four => `${four} `)

/** What was typed, as the sixteen digits that it means; null where it can be none. Digits of another script count as digits. */
export function receiptIn(typed: string): string | null {
  const signs = [...typed.normalize('NFKC')].filter(sign => !/[\s\p{P}\p{Cf}]/u.test(sign))
  const digits = signs.map(digitOf)
  return digits.length === RECEIPT_DIGITS && digits.every(each => each !== null) ? digits.join('') : null
}

/** Where the digits of a script begin: of our own, of Arabic and of Persian keyboards. */
const ZEROS = [0x30, 0x660, 0x6f0]

function digitOf(sign: string): number | null {
  const at = sign.codePointAt(0) ?? 0
  const zero = ZEROS.find(each => at >= each && at <= each + 9)
  return zero === undefined ? null : at - zero
}
