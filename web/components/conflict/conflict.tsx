import type { ComponentChildren } from 'preact'

/*
 * Conflict: someone saved the record first. Both values stand side by side and the person decides, field by field.
 * Goes inside a Form; sends keep.<name>=yours|theirs for each field.
 *   labels     yours / theirs, words for the two sides ("What you typed", "Saved by Umit centre, 11:20")
 *   explains   what happened, in a sentence
 *   fields     display values; kept is the side chosen so far
 */
export type ConflictField = {
  name: string
  label: string
  yours: string
  theirs: string
  kept?: 'yours' | 'theirs' | undefined
}
type ConflictProps = {
  title: string
  explains: ComponentChildren
  labels: { yours: string; theirs: string }
  empty: string
  fields: readonly ConflictField[]
}

export function Conflict({ title, explains, labels, empty, fields }: ConflictProps) {
  return (
    <div class="conflict">
      <div class="notice warn" role="alert">
        <p class="notice-title">{title}</p>
        <p>{explains}</p>
      </div>
      {fields.map(field => (
        <fieldset key={field.name} class="field">
          <legend>{field.label}</legend>
          <div class="sides">
            <Side field={field} side="yours" label={labels.yours} empty={empty} />
            <Side field={field} side="theirs" label={labels.theirs} empty={empty} />
          </div>
        </fieldset>
      ))}
    </div>
  )
}

type SideProps = { field: ConflictField; side: 'yours' | 'theirs'; label: string; empty: string }

function Side({ field, side, label, empty }: SideProps) {
  const id = `keep.${field.name}.${side}`
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name={`keep.${field.name}`}
        value={side}
        checked={field.kept === side}
        aria-describedby={`${id}-value`}
      />
      <label for={id}>{label}</label>
      <p class={field[side] ? 'given' : 'given soft'} id={`${id}-value`} dir="auto">
        {field[side] || empty}
      </p>
    </div>
  )
}
