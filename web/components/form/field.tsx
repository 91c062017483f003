import type { ComponentChildren } from 'preact'

/*
 * What every field has in common.
 *   id        defaults to name; the error summary links to it
 *   hint      one sentence under the label
 *   error     what is wrong and how to mend it
 *   heading   the label is the page's h1 (a page with one question)
 */
export type FieldProps = {
  name: string
  label: string
  id?: string | undefined
  hint?: ComponentChildren
  error?: string | undefined
  required?: boolean | undefined
  heading?: boolean | undefined
}

/** `lang`: of the label, where it is not in the language of the page. */
export type Option = { value: string; label: string; hint?: ComponentChildren; lang?: string | undefined }

export const fieldId = ({ id, name }: FieldProps) => id ?? name

/** The ids that a control is described by, or undefined where there is neither hint nor error. */
export function describedBy(field: FieldProps): string | undefined {
  const id = fieldId(field)
  const ids = [field.hint && `${id}-hint`, field.error && `${id}-error`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

export function FieldNotes({ field }: { field: FieldProps }) {
  const id = fieldId(field)
  return (
    <>
      {field.hint && (
        <div class="hint" id={`${id}-hint`}>
          {field.hint}
        </div>
      )}
      {field.error && (
        <p class="error" id={`${id}-error`}>
          {field.error}
        </p>
      )}
    </>
  )
}

/** A label, its notes and one control. */
export function LabelledField({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  const label = <label for={fieldId(field)}>{field.label}</label>
  return (
    <div class={field.error ? 'field wrong' : 'field'}>
      {field.heading ? <h1 class="label">{label}</h1> : label}
      <FieldNotes field={field} />
      {children}
    </div>
  )
}

/** A legend, its notes and a group of controls. */
export function GroupedField({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  return (
    <fieldset
      class={field.error ? 'field wrong' : 'field'}
      aria-describedby={describedBy(field)}
      aria-invalid={field.error ? 'true' : undefined}
    >
      <legend>{field.heading ? <h1>{field.label}</h1> : field.label}</legend>
      <FieldNotes field={field} />
      {children}
    </fieldset>
  )
}
