/** Crockford's base 32: no I, L, O or U, which are read as other signs or make words. Each sign is five bits. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
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

/** Random bytes as signs, one a byte: 32 divides 256, so that each sign is as likely. */
export const signsFrom = (bytes: Uint8Array): string => Array.from(bytes, byte => SIGNS[byte % SIGNS.length]).join('')

/** As they are shown: "7KQW-3NXA". */
export const inGroups = (signs: string): string =>
  signs.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), group => `${group}-`)

/** What was typed, as the signs that it means; null where it can be none of this length. */
export function signsIn(typed: string, length: number): string | null {
  const signs = [...typed.toUpperCase()].filter(sign => !/[\s\p{P}]/u.test(sign)).map(sign => READ_AS[sign] ?? sign)
  return signs.length === length && signs.every(sign => SIGNS.includes(sign)) ? signs.join('') : null
}
