import type { Translate } from '#knowledge/schema/words.ts'
import type { Typed } from '#server/http/read-fields.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { wordIn } from './answering.ts'

/** What can be said of a new password before it is judged: that it is missing, or typed differently the second time. */
export function newPasswordErrors(t: Translate, typed: Typed): FieldError[] {
  const password = wordIn(typed, 'password')
  if (!password) return [{ at: 'password', text: t('sign-in.new-password-missing') }]
  return password === wordIn(typed, 'again') ? [] : [{ at: 'again', text: t('sign-in.again-differs') }]
}
