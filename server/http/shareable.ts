import type { PublicLanguage } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicRequest } from './public-route.ts'

/** Pages of one feature that can be passed on. */
export type Shareable = {
  /** Their paths, without a language. */
  readonly each: (house: House) => readonly string[]
  /** What the page at a path says, in parts of at most 160 characters. */
  readonly short: (asked: Pick<PublicRequest<PublicLanguage>, 'house' | 't'>, path: string) => readonly string[]
}
