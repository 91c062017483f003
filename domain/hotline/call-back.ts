import { type Refusal, refuse } from '#domain/shared/result.ts'
import type { SafeContact } from './contact.ts'

/** Calls are made only where the person said that they are safe: a call to a shared telephone can cost her more than silence. */
export function whyNoCallBack(safe: SafeContact): Refusal | null {
  if (safe === 'no') return refuse('call-back.not-safe')
  return safe === 'not-asked' ? refuse('call-back.not-asked') : null
}
