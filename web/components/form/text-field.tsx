import { describedBy, type FieldProps, fieldId, LabelledField } from './field.tsx'

/*
 * TextField: one line. TextArea: several. Both take FieldProps and:
 *   value          what was typed before
 *   type           'text' (default); 'date' gives an ISO day, 'datetime-local' a local instant
 *   size           how much is expected: 'short' (codes, ages), 'medium', 'full' (default)
 *   readonly       there to be copied from
 *   autocomplete   'off' unless given: devices are often shared with the person one needs protection from
 */
type TextFieldProps = FieldProps & {
  value?: string | undefined
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'url' | 'date' | 'datetime-local' | 'time' | undefined
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search' | 'url' | undefined
  maxlength?: number | undefined
  autocomplete?: string | undefined
  size?: 'short' | 'medium' | 'full' | undefined
}
type TextAreaProps = FieldProps & {
  value?: string | undefined
  rows?: number | undefined
  readonly?: boolean | undefined
  maxlength?: number | undefined
  autocomplete?: string | undefined
}

export function TextField(props: TextFieldProps) {
  const { type = 'text', size = 'full' } = props
  return (
    <LabelledField field={props}>
      <input
        id={fieldId(props)}
        name={props.name}
        // Preact types each kind of input apart; the kinds offered here take the same attributes.
        type={type as 'text'}
        class={size}
        value={props.value}
        dir={type === 'text' || type === 'search' ? 'auto' : undefined}
        required={props.required}
        maxlength={props.maxlength}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete ?? 'off'}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </LabelledField>
  )
}

export function TextArea(props: TextAreaProps) {
  return (
    <LabelledField field={props}>
      <textarea
        id={fieldId(props)}
        name={props.name}
        rows={props.rows ?? 4}
        readonly={props.readonly}
        dir="auto"
        value={props.value}
        required={props.required}
        maxlength={props.maxlength}
        autocomplete={props.autocomplete ?? 'off'}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </LabelledField>
  )
}
