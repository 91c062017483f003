import type { ComponentChildren } from 'preact'

/*
 * ContactFlag: how a person may safely be reached. The flag always stands before the number.
 *   tone       'late' do not call, 'wait' take care, 'well' safe
 *   text       the flag in words
 *   rules      what to do and what not ("evenings only", "say it is about the course"); given text
 *   contacts   ways to reach the person; href only where one may call from this page
 */
export type ContactWay = { label: string; value: string; href?: string | undefined }
type ContactFlagProps = {
  tone: 'late' | 'wait' | 'well'
  text: string
  rules?: readonly string[] | undefined
  contacts?: readonly ContactWay[] | undefined
  children?: ComponentChildren
}

export function ContactFlag({ tone, text, rules = [], contacts = [], children }: ContactFlagProps) {
  return (
    <div class={`contact ${tone}`}>
      <p class="flag">
        <FlagMark tone={tone} /> {text}
      </p>
      {rules.length > 0 && (
        <ul>
          {rules.map(rule => (
            <li key={rule}>
              <bdi>{rule}</bdi>
            </li>
          ))}
        </ul>
      )}
      {contacts.map(({ label, value, href }) => (
        <p class="way" key={value}>
          <span class="soft">{label}</span>{' '}
          {href ? (
            <a href={href}>
              <bdi>{value}</bdi>
            </a>
          ) : (
            <bdi>{value}</bdi>
          )}
        </p>
      ))}
      {children}
    </div>
  )
}

function FlagMark({ tone }: { tone: ContactFlagProps['tone'] }) {
  return (
    <svg class="mark" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      {tone === 'late' && <path d="M6.5 1.5h7l5 5v7l-5 5h-7l-5-5v-7zM6 10h8" />}
      {tone === 'wait' && <path d="M10 2L19 18H1zM10 8v4M10 14.5v.5" />}
      {tone === 'well' && <path d="M10 1.5a8.5 8.5 0 1 0 .01 0zM6 10.5l3 3 5-6" />}
    </svg>
  )
}
