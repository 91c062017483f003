import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Reads and prolongs the cookie that the library sets: `<token>.<HMAC-SHA256>`, percent-encoded. Its own reading
 * costs several times a page's queries, and every page begins with it.
 */
export type SessionCookie = {
  /** The token, where the signature is ours. */
  tokenIn(headers: Headers): string | null
  /** The same cookie for another `maxAge` seconds. */
  prolonged(headers: Headers, maxAge: number): string
}

export function sessionCookie(origin: string, secret: string): SessionCookie {
  const secure = origin.startsWith('https:')
  const start = `${secure ? '__Secure-' : ''}aman.session_token=`
  const raw = (headers: Headers) =>
    (headers.get('cookie') ?? '')
      .split(';')
      .map(cookie => cookie.trim())
      .find(cookie => cookie.startsWith(start))
      ?.slice(start.length) ?? ''
  return {
    tokenIn(headers) {
      const [, token, signature] = /^([A-Za-z0-9_-]{20,100})\.([A-Za-z0-9+/]{43}=)$/.exec(decoded(raw(headers))) ?? []
      if (!token || !signature) return null
      const expected = createHmac('sha256', secret).update(token).digest()
      return timingSafeEqual(expected, Buffer.from(signature, 'base64')) ? token : null
    },
    prolonged: (headers, maxAge) =>
      `${start}${raw(headers)}; Max-Age=${maxAge}; Path=/; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax`,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
