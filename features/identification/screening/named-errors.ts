import type { FieldError } from '#web/components/form/error-summary.tsx'

/** Says in the error summary which field is meant: several may be wrong in the same way. */
export const named = (errors: readonly FieldError[], labelOf: (at: string) => string | undefined): FieldError[] =>
  errors.map(error => {
    const label = error.at && labelOf(error.at)
    return label ? { ...error, text: `${label} — ${error.text}` } : error
  })
