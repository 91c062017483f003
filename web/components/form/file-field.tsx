import { describedBy, type FieldProps, fieldId, LabelledField } from './field.tsx'

/*
 * FileField: one file from the reader's device. Takes FieldProps and `accept`, the types that the browser offers first. Stands last in
 * a form with `multipart`: what comes before it is read before the file.
 */
type FileFieldProps = FieldProps & { accept?: readonly string[] | undefined }

export function FileField({ accept, ...field }: FileFieldProps) {
  return (
    <LabelledField field={field}>
      <input
        id={fieldId(field)}
        name={field.name}
        type="file"
        accept={accept?.join(',')}
        required={field.required}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? 'true' : undefined}
      />
    </LabelledField>
  )
}
