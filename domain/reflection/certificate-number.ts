/** Crockford's 32 signs: no I, L, O and U, so that nothing is mistaken for 1, 0 or V. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12
const GROUP = 4

/**
 * A certificate's number: eleven signs by chance (55 bits) and one that is computed from them, so that one sign mistyped, or two
 * neighbours changed round, are noticed before anybody is told "not known". Nothing of the case is in it.
 * @param chance at least 11 random bytes.
 */
export function certificateNumber(chance: Uint8Array): string {
  const signs = Array.from({ length: LENGTH - 1 }, (_, at) => SIGNS[(chance[at] ?? 0) & 31]).join('')
  return signs + checkSign(signs)
}

/** Luhn's sum over 32 signs. */
function checkSign(signs: string): string {
  let sum = 0
  for (let at = signs.length - 1, double = true; at >= 0; at--, double = !double) {
    const value = SIGNS.indexOf(signs[at] ?? '0') * (double ? 2 : 1)
    sum += Math.floor(value / 32) + (value % 32)
  }
  return SIGNS[(32 - (sum % 32)) % 32] ?? '0'
}

/** The number in what somebody typed from a paper: small letters, blanks, dashes, O for 0, I and L for 1. Null where it is none. */
export function readCertificateNumber(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—._]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (signs.length !== LENGTH || ![...signs].every(sign => SIGNS.includes(sign))) return null
  return checkSign(signs.slice(0, -1)) === signs.at(-1) ? signs : null
}

/** As it stands on the paper: "7KQ2-9F3M-X4TA". */
export const groupedNumber = (number: string): string =>
  number.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? number
