import type { VNode } from 'preact'
import type { Language, PUBLIC_LANGUAGES, PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import type { Download } from './page.ts'
import type { Typed } from './read-fields.ts'

/** A request by somebody who is not signed in, or whose session does not matter. */
export type PublicRequest<L extends PublicLanguage = Language> = {
  readonly house: House
  readonly t: Translate<L>
  readonly headers: Headers
  readonly ip: string
  readonly url: URL
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  readonly typed: Typed
  /** What came with a form of a route that takes files, not read yet. */
  readonly file: Arriving | null
}

/** `own`: a screen that was asked for and still holds what was made for this one reader.
 * `search`: what of the address was understood, as "on=2020-06-01"; the same page in another language is asked with it. */
export type PublicAnswer =
  | {
      kind: 'screen'
      title: string
      body: VNode
      status?: number
      setCookies?: readonly string[]
      own?: true
      search?: string
    }
  | { kind: 'file'; file: Download['file'] }
  | { kind: 'go'; to: string; setCookies?: readonly string[] }
  /** Signed in by now. Where a form was kept across the sign-in, it is offered again to the one who typed it. */
  | { kind: 'entered'; userId: string; setCookies: readonly string[] }

type Route<L extends PublicLanguage> = {
  readonly method: 'get' | 'post'
  readonly path: `/${string}`
  /** One address without a language, for programs. */
  readonly wordless?: true
  /** Reached from another page only: no map of the site lists it. */
  readonly unlisted?: true
  /** Its form may bring a file, as its last field. */
  readonly upload?: true
  /** The paths behind a path with parts that vary, such as each guide: for the map of the site, and for the tests that open them all. */
  readonly each?: (house: House) => readonly string[]
  readonly run: (request: PublicRequest<L>) => Promise<PublicAnswer>
}

/**
 * A page or form outside the desk: signing in, choosing a password, sending a tip. It touches no person's record. What a migrant
 * may need names the public languages; the rest speaks those of the desk.
 */
export type PublicRoute =
  | (Route<Language> & { readonly languages?: undefined })
  | (Route<PublicLanguage> & { readonly languages: typeof PUBLIC_LANGUAGES })
