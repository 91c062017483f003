/*
 * ErrorSummary { title, errors: { at, text }[] }: stands above the title. `at` is the id of the field (its name, unless
 * an id was given); an error that belongs to no field leaves it out. Nothing is shown where there are no errors.
 */
export type FieldError = { at?: string | undefined; text: string }

export function ErrorSummary({ title, errors }: { title: string; errors: readonly FieldError[] }) {
  if (errors.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      <h2>{title}</h2>
      <ul>
        {errors.map(({ at, text }) => (
          <li key={`${at} ${text}`}>{at ? <a href={`#${at}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  )
}
