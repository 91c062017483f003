import { type FieldProps, fieldId, GroupedField } from './field.tsx'

/*
 * DateField: a day that one knows by heart, in three boxes sent as <name>-day, <name>-month, <name>-year.
 * What was typed comes back as it was typed, also where it is no date. For a day near today use TextField type="date".
 *   labels   words for the three boxes
 */
export type DateParts = { day: string; month: string; year: string }
type DateFieldProps = FieldProps & { labels: DateParts; value?: Partial<DateParts> | undefined }

export function DateField({ labels, value = {}, ...field }: DateFieldProps) {
  const id = fieldId(field)
  const boxes = ['day', 'month', 'year'] as const
  return (
    <GroupedField field={field}>
      <div class="date">
        {boxes.map((part, index) => (
          <div key={part}>
            <label for={index === 0 ? id : `${id}-${part}`}>{labels[part]}</label>
            <input
              id={index === 0 ? id : `${id}-${part}`}
              name={`${field.name}-${part}`}
              type="text"
              inputmode="numeric"
              autocomplete="off"
              class={part}
              maxlength={part === 'year' ? 4 : 2}
              value={value[part]}
              required={field.required}
              aria-invalid={field.error ? 'true' : undefined}
            />
          </div>
        ))}
      </div>
    </GroupedField>
  )
}

/** '2026-11-24' from the three boxes; '' where all are empty; undefined where they are no calendar day. */
export function dayOf({ day, month, year }: Partial<DateParts>): string | undefined {
  const typed = [year, month, day].map(part => part?.trim() ?? '')
  if (typed.every(part => part === '')) return ''
  if (!typed.every(part => /^\d+$/.test(part)) || typed[0]?.length !== 4) return undefined
  const iso = typed.map((part, index) => (index === 0 ? part : part.padStart(2, '0'))).join('-')
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined
}
