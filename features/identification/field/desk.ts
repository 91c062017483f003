import type { Sender } from '#device/sending/send.ts'
import type { Vault } from '#device/vault/vault.ts'
import type { Result } from '#domain/shared/result.ts'
import type { Asking } from '#features/identification/screening/asking.ts'
import type { Read } from '#features/identification/screening/read-forms.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import type { Carried, Enrolled } from './record.ts'

/** What the worker leans on whether it is locked or not. */
export type Hands = {
  readonly vault: Vault
  readonly server: Server
  clock(): Date
  newId(): string
  /** Whether the server answers now. */
  reachable(): Promise<boolean>
  /** Wipes every trace of the app from this device: store, files, worker. */
  wipe(): Promise<void>
}

/** What a locked device shows of itself; it lies in clear, and opens nothing. */
export type Proof = { readonly deviceId: string; readonly check: string }

/** The server as a device meets it. Refusals carry the server's own code, or `field.offline`. */
export type Server = {
  enrol(code: string): Promise<Result<Enrolment>>
  carried(token: string, mark: string | null): Promise<Result<Carried | null>>
  /** Whether this device may go on, also while it is locked. */
  state(proof: Proof): Promise<Result<{ state: 'ok' | 'wipe' }>>
  wiped(proof: Proof): Promise<Result<unknown>>
}

export type Enrolment = Omit<Enrolled, 'forms'> & { secret: string; check: string }

/** An unlocked device at work. */
export type Desk = Hands & {
  readonly asking: Asking
  readonly carried: Carried
  readonly enrolled: Enrolled
  readonly sender: Sender
}

/** When a page may be shown: by a device that nobody has enrolled, that is locked, that is open, or always. */
export type When = 'empty' | 'locked' | 'open' | 'always'

export type FieldPage =
  | {
      readonly path: `/${string}`
      readonly when: 'open'
      readonly show: (desk: Desk, visit: Visit) => Promise<Result<Screen>>
    }
  | {
      readonly path: `/${string}`
      readonly when: Exclude<When, 'open'>
      readonly show: (hands: Hands, visit: Visit) => Promise<Result<Screen>>
    }

type FormOf<D> = {
  readonly path: `/${string}`
  readonly read: (fields: Typed, params: Record<string, string>) => Read<never>
  readonly run: (desk: D, input: never) => Promise<Result<unknown>>
  readonly again: FieldPage
  readonly next: (value: never, params: Record<string, string>) => string
}
export type FieldForm =
  | (FormOf<Desk> & { readonly when: 'open' })
  | (FormOf<Hands> & { readonly when: 'empty' | 'locked' })

type Spec<D, I, V> = {
  path: FieldForm['path']
  read: (fields: Typed, params: Record<string, string>) => Read<I>
  run: (desk: D, input: I) => Promise<Result<V>>
  again: FieldPage
  next: (value: V, params: Record<string, string>) => string
}

const untyped = <D, I, V>({ path, read, run, again, next }: Spec<D, I, V>): FormOf<D> => ({
  path,
  again,
  read: read as FormOf<D>['read'],
  run: run as FormOf<D>['run'],
  next: next as FormOf<D>['next'],
})

export const openForm = <I, V>(spec: Spec<Desk, I, V>): FieldForm => ({ when: 'open', ...untyped(spec) })
export const shutForm = <I, V>(when: 'empty' | 'locked', spec: Spec<Hands, I, V>): FieldForm => ({
  when,
  ...untyped(spec),
})
