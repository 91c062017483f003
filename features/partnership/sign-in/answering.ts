import type { VNode } from 'preact'
import type { Translate } from '#knowledge/schema/words.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import type { Typed } from '#server/http/read-fields.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'

/** What every page of signing in is made of: the words, the sealed form that waits, and what went wrong. */
export type PageProps = { t: Translate; kept: string; errors: readonly FieldError[] }

/** A page's own address in the language of its words. */
export const hrefOf = (t: Translate, path: string): string => `/${t.language}${path}`

export const hiddenOf = (kept: string): Record<string, string> => (kept ? { kept } : {})

export const wordIn = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

export const propsOf = ({ t, typed }: PublicRequest, errors: readonly FieldError[] = []): PageProps => ({
  t,
  kept: wordIn(typed, 'kept'),
  errors,
})

export const errorsOf = (t: Translate, errors: readonly FieldError[]) => ({ title: t('sign-in.errors'), errors })

export const errorAt = (errors: readonly FieldError[], at: string): string | undefined =>
  errors.find(error => error.at === at)?.text

type No =
  | { readonly kind: 'throttled'; readonly waitSeconds: number }
  | { readonly kind: 'refused'; readonly why: string }

/** The sentence for a no. A wait is told in whole minutes; a refusal is told at the field it is about. */
export function errorFor(t: Translate, no: No, at: string): FieldError {
  if (no.kind === 'throttled') return { text: t('sign-in.throttled', { minutes: Math.ceil(no.waitSeconds / 60) }) }
  return { at, text: t.coded('sign-in.why', no.why) }
}

type Shown = { status?: number; setCookies?: readonly string[] }

export const screen = (title: string, body: VNode, { status = 200, setCookies = [] }: Shown = {}): PublicAnswer => ({
  kind: 'screen',
  title,
  body,
  status,
  setCookies,
})

export const statusFor = ({ kind }: No): number => (kind === 'throttled' ? 429 : 422)

export const fromOf = ({ headers, ip }: PublicRequest) => ({ headers, ip })
