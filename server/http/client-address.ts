import type { Context } from 'hono'
import type { Settings } from '#server/house.ts'

/** The peer's address, or what the trusted proxy in front says. Used for throttling only, as a keyed hash, and never stored in clear. */
export function clientAddress(c: Context, settings: Settings): string {
  const peer = c.env?.incoming?.socket?.remoteAddress
  const forwarded = settings.behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? peer ?? 'unknown'
}
