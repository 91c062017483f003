import type { VNode } from 'preact'
import type { z } from 'zod'
import type { Result } from '#domain/shared/result.ts'
import type { Translate, WordKey } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Island } from './assets.ts'
import type { Access } from './endpoint.ts'
import type { Problem } from './problems.ts'
import type { Typed } from './read-fields.ts'
import type { Take, WithFile } from './uploads.ts'

/** One visit to a page: its address, its language, and after a failed submission what was typed and what is wrong with it. */
export type Visit = {
  readonly t: Translate
  readonly url: URL
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  readonly typed: Typed
  readonly problems: readonly Problem[]
  /** The refusal that brought the person back, with its coded detail. */
  readonly refusal: { code: string; detail?: unknown } | null
  /** The sealed token that every form of this page carries. */
  readonly token: string
  /** The page asks for itself anew, while its reader follows it: that she does is on record, each time is not. */
  readonly byItself: boolean
  /** An address of this program in the language of the visit. */
  href(path: string): string
}

export type Screen = { title: string; body: VNode }

/** A file in place of a page: named, typed, and never kept by the browser. */
export type Download = { file: { name: string; type: string; bytes: Uint8Array | ReadableStream<Uint8Array> } }

export type Heading = 'today' | 'identification' | 'protection' | 'partnership' | 'own'

export type Page = {
  readonly path: `/${string}`
  readonly access: Access
  /** Where the page stands in the menu; pages without it are reached from others. */
  readonly nav?: { heading: Heading; word: WordKey }
  /** The small script that keeps the page fresh for who has script; without it the page is whole. */
  readonly island?: Island
  /** Answers a file wherever it answers at all. */
  readonly file?: true
  /** Is there in a demonstration only. */
  readonly demo?: true
  readonly show: (ctx: Ctx, visit: Visit) => Promise<Result<Screen | Download>>
}

/** A form's submission: the verb, the page to show again when something is wrong, and where to go when it is done. */
export type Action = {
  readonly path: `/${string}`
  readonly access: Access
  readonly input: z.ZodObject
  readonly run: (ctx: Ctx, input: never) => Promise<Result<unknown>>
  readonly again: Page
  readonly next: (value: never, params: Record<string, string>) => string
  /** Takes a file with the form, as its last field; how, may be the input's to say. */
  readonly upload?: (input: never) => Take<unknown>
  /** Shows what may be seen once, such as a new token, in place of a redirect. Such an answer is never stored, so it is not repeated. */
  readonly reveal?: (value: never, visit: Visit) => Screen
}

/** An action that takes a file. */
export function uploadAction<I extends z.ZodObject, F, V>(spec: {
  path: Action['path']
  access: Access
  input: I
  upload: (input: z.output<I>) => Take<F>
  run: (ctx: Ctx, input: z.output<I> & WithFile<F>) => Promise<Result<V>>
  again: Page
  next: (value: V, params: Record<string, string>) => string
  reveal?: (value: V, visit: Visit) => Screen
}): Action {
  const { upload, run, ...rest } = spec
  // The file is there whenever the verb runs: `submit` asks for it first.
  const made = action({ ...rest, run: run as (ctx: Ctx, input: z.output<I>) => Promise<Result<V>> })
  return { ...made, upload: upload as NonNullable<Action['upload']> }
}

export function action<I extends z.ZodObject, V>(spec: {
  path: Action['path']
  access: Access
  input: I
  run: (ctx: Ctx, input: z.output<I>) => Promise<Result<V>>
  again: Page
  next: (value: V, params: Record<string, string>) => string
  reveal?: (value: V, visit: Visit) => Screen
}): Action {
  const { reveal, ...rest } = spec
  const shown = reveal && { reveal: reveal as NonNullable<Action['reveal']> }
  return { ...rest, ...shown, run: spec.run as Action['run'], next: spec.next as Action['next'] }
}
