// Crockford's base 32: no I, L, O or U, and whoever types those means the digit.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const READ: Record<string, string> = { I: '1', L: '1', O: '0' }
const GROUP = 4
const GROUPS_A_LINE = 6

/** Bytes as letters that can be read out and typed: groups of four, six groups a line. */
export function typeable(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const letters = (bits.match(/.{1,5}/g) ?? []).map(five => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)])
  const groups = letters.join('').match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []
  const lines: string[] = []
  for (let at = 0; at < groups.length; at += GROUPS_A_LINE) lines.push(groups.slice(at, at + GROUPS_A_LINE).join('-'))
  return lines.join('\n')
}

/** Null where something stands in it that is no such letter. Small letters, spaces and dashes are as good as none. */
export function typed(text: string): Buffer | null {
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '')
  let bits = ''
  for (const letter of letters) {
    const value = LETTERS.indexOf(READ[letter] ?? letter)
    if (value < 0) return null
    bits += value.toString(2).padStart(5, '0')
  }
  return Buffer.from((bits.match(/[01]{8}/g) ?? []).map(eight => Number.parseInt(eight, 2)))
}
