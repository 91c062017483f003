import { describedBy, type FieldProps, fieldId, LabelledField, type Option } from './field.tsx'

/*
 * SelectField: FieldProps, options, value; empty is the words of the first, unchosen entry.
 */
type SelectFieldProps = FieldProps & {
  options: readonly Option[]
  value?: string | undefined
  empty?: string | undefined
}

export function SelectField(props: SelectFieldProps) {
  return (
    <LabelledField field={props}>
      <select
        id={fieldId(props)}
        name={props.name}
        required={props.required}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error ? 'true' : undefined}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map(({ value, label, lang }) => (
          <option key={value} value={value} lang={lang} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </LabelledField>
  )
}
