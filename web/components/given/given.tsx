import type { ComponentChildren } from 'preact'

/*
 * Words that a person typed. Their direction is kept apart from the page's, so that a right-to-left mark in a name
 * cannot reorder the words around it.
 *   Given       { text }          within a line
 *   GivenBlock  { text }          a paragraph of its own; line breaks are kept
 *   content(x)                    a plain string is treated as given text, markup is left as it is
 */

export function Given({ text }: { text: string }) {
  return <bdi>{text}</bdi>
}

export function GivenBlock({ text }: { text: string }) {
  return (
    <p class="given" dir="auto">
      {text}
    </p>
  )
}

export function content(value: ComponentChildren): ComponentChildren {
  if (value === '') return null
  return typeof value === 'string' ? <bdi>{value}</bdi> : value
}
