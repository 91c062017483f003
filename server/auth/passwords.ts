import type { PoolClient } from 'pg'

export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

export type Weakness = 'too-short' | 'too-long' | 'too-common' | 'like-email'

// Of the lists of leaked passwords, what is long enough to pass otherwise. Compared without case, spaces and marks.
const COMMON = [
  '123456789',
  '1234567890',
  '0987654321',
  '987654321',
  '1q2w3e4r5t6y',
  'q1w2e3r4t5y6',
  '1qaz2wsx3edc',
  'zaq12wsxcde3',
  'qazwsxedcrfv',
  'qwertyuiop',
  'qwertyuiopasdfghjkl',
  'asdfghjkl',
  'zxcvbnm',
  'qwerty',
  'qwerty123',
  'qwerty12345',
  'abcdefghijkl',
  'abc123',
  'abcd1234',
  'password',
  'passw0rd',
  'p4ssw0rd',
  'p4ssword',
  'parol',
  'пароль',
  'құпиясөз',
  'йцукен',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'administrator',
  'admin',
  'welcome',
  'letmein',
  'iloveyou',
  'changeme',
  'trustno1',
  'superman',
  'football',
  'sunshine',
  'princess',
  'kazakhstan',
  'казахстан',
  'қазақстан',
  'almaty',
  'алматы',
  'astana',
  'астана',
  'nursultan',
  'aman',
  'secret',
  'default',
  'google',
  'facebook',
  'samsung',
]

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

// A word repeated, or followed by digits, is no better than the word alone.
const isOnly = (core: string, word: string) =>
  word.length > 2 && core.includes(word) && core.replaceAll(word, '').replace(/\d/g, '') === ''

function isCommon(password: string): boolean {
  const core = bare(password)
  return new Set(core).size < 5 || COMMON.some(word => isOnly(core, word))
}

/** Why a password cannot be chosen, or null. Length is what makes it strong; no rules about kinds of characters. */
export function weaknessOf(password: string, email: string): Weakness | null {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD) return 'too-short'
  // The library counts in UTF-16 units.
  if (password.length > LONGEST_PASSWORD) return 'too-long'
  const core = bare(password)
  if (core === bare(email) || isOnly(core, bare(email.split('@')[0] ?? ''))) return 'like-email'
  return isCommon(password) ? 'too-common' : null
}

/** `hash` comes from the library; the row is the one that it reads at sign-in. */
export async function storePassword(
  client: PoolClient,
  row: { id: string; userId: string; hash: string; now: Date },
): Promise<void> {
  await client.query(
    `insert into auth.account (id, "userId", "accountId", "providerId", password, "createdAt", "updatedAt")
     values ($1, $2, $2::uuid::text, 'credential', $3, $4, $4)
     on conflict on constraint account_of_provider
     do update set password = excluded.password, "updatedAt" = excluded."updatedAt"`,
    [row.id, row.userId, row.hash, row.now],
  )
}
