import type { ComponentChildren } from 'preact'

/*
 * Confirmation { title, reference?: { label, value }, children? }: it is done; what was done, its number, what follows.
 */
type ConfirmationProps = {
  title: string
  reference?: { label: string; value: string } | undefined
  children?: ComponentChildren
}

export function Confirmation({ title, reference, children }: ConfirmationProps) {
  return (
    <>
      <div class="confirmation">
        <h1>{title}</h1>
        {reference && (
          <p>
            {reference.label} <strong>{reference.value}</strong>
          </p>
        )}
      </div>
      {children}
    </>
  )
}
