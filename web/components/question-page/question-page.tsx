import type { ComponentChildren } from 'preact'
import { ErrorSummary, type FieldError } from '../form/error-summary.tsx'

/*
 * QuestionPage: one question or one section, inside a Page.
 *   title      left out where the field's own label is the heading (FieldProps.heading)
 *   progress   where one is: "Section 2 of 6"; with steps it is drawn as well
 *   errors     shown above the title
 */
type QuestionPageProps = {
  title?: string | undefined
  back?: { href: string; label: string } | undefined
  progress?: { text: string; at: number; of: number } | undefined
  lead?: ComponentChildren
  errors?: { title: string; errors: readonly FieldError[] } | undefined
  children?: ComponentChildren
}

export function QuestionPage({ title, back, progress, lead, errors, children }: QuestionPageProps) {
  return (
    <div class="question">
      {back && (
        <a class="back" href={back.href}>
          {back.label}
        </a>
      )}
      {errors && <ErrorSummary {...errors} />}
      {progress && <Progress {...progress} />}
      {title && <h1>{title}</h1>}
      {lead && <div class="lead">{lead}</div>}
      {children}
    </div>
  )
}

function Progress({ text, at, of }: { text: string; at: number; of: number }) {
  return (
    <p class="progress">
      <span>{text}</span>
      <svg class="bar" width="100%" height="4" aria-hidden="true">
        <rect class="ground" width="100%" height="4" rx="2" />
        <rect class="done" width={`${Math.round((100 * at) / Math.max(of, 1))}%`} height="4" rx="2" />
      </svg>
    </p>
  )
}
