import type { Dialling } from '#knowledge/schema/country.ts'

const LONGEST = 15
const SHORTEST = 7

/**
 * A telephone number in the one form of ITU-T E.164 ("+" and digits), so that one caller is one caller however an exchange
 * writes it. Null where it is none: withheld, internal, or words.
 */
export function e164(typed: string, { code, trunk }: Pick<Dialling, 'code' | 'trunk'>): string | null {
  const bare = typed.replace(/^(tel|sip):/i, '').replace(/[\s().\-\u00a0]/g, '')
  if (!/^\+?[0-9]+$/.test(bare)) return null
  const digits = abroad(bare, code, trunk)
  return digits.length >= SHORTEST && digits.length <= LONGEST ? `+${digits}` : null
}

function abroad(bare: string, code: string, trunk: string): string {
  if (bare.startsWith('+')) return bare.slice(1)
  if (bare.startsWith('00')) return bare.slice(2)
  if (trunk !== '' && bare.startsWith(trunk)) return code + bare.slice(trunk.length)
  // Ten digits and the code before them: an exchange that leaves the plus out.
  return bare.startsWith(code) && bare.length > 10 ? bare : code + bare
}
