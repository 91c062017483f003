/** What an action answers: a value, or a refusal that the caller expects and shows. Faults are thrown. */
export type Ok<T> = { readonly ok: true; readonly value: T }

/** `code` is stable and public ("referral.consent-missing"); `detail` holds coded facts only, never a person's data. */
export type Refusal = {
  readonly ok: false
  readonly code: string
  readonly detail?: unknown
  /** What was written before the refusal stays: that it was tried is itself on record. */
  readonly kept?: true
}

export type Result<T> = Ok<T> | Refusal

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

export const refuse = (code: string, detail?: unknown): Refusal =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail }

/** Refuses, and leaves on record what was written until then, such as that somebody tried. */
export const keptRefusal = (refusal: Refusal): Refusal => ({ ...refusal, kept: true })
