import { type FieldProps, fieldId, GroupedField, type Option } from './field.tsx'

/*
 * Radios: one of several. Answers: the big row for yes / no / not known. Checkboxes: any of several.
 * The first control carries the field's id, so that the error summary leads to it.
 */
type RadiosProps = FieldProps & { options: readonly Option[]; value?: string | undefined }
type CheckboxesProps = FieldProps & { options: readonly Option[]; values?: readonly string[] | undefined }
type ChoicesProps = {
  field: FieldProps
  kind: 'radio' | 'checkbox'
  options: readonly Option[]
  chosen: readonly string[]
}

const chosenOf = (value: string | undefined) => (value === undefined ? [] : [value])

export function Radios({ options, value, ...field }: RadiosProps) {
  return (
    <GroupedField field={field}>
      <Choices field={field} kind="radio" options={options} chosen={chosenOf(value)} />
    </GroupedField>
  )
}

export function Answers({ options, value, ...field }: RadiosProps) {
  return (
    <GroupedField field={field}>
      <div class="answers">
        <Choices field={field} kind="radio" options={options} chosen={chosenOf(value)} />
      </div>
    </GroupedField>
  )
}

export function Checkboxes({ options, values = [], ...field }: CheckboxesProps) {
  return (
    <GroupedField field={field}>
      <Choices field={field} kind="checkbox" options={options} chosen={values} />
    </GroupedField>
  )
}

function Choices({ field, kind, options, chosen }: ChoicesProps) {
  return options.map(({ value, label, hint }, index) => {
    const id = index === 0 ? fieldId(field) : `${fieldId(field)}-${index + 1}`
    return (
      <div class="choice" key={value}>
        <input
          type={kind}
          id={id}
          name={field.name}
          value={value}
          checked={chosen.includes(value)}
          required={kind === 'radio' && field.required}
          aria-describedby={hint ? `${id}-note` : undefined}
        />
        <label for={id}>{label}</label>
        {hint && (
          <div class="hint" id={`${id}-note`}>
            {hint}
          </div>
        )}
      </div>
    )
  })
}
