import type { ComponentChildren } from 'preact'
import { content } from '../given/given.tsx'
import type { Tone } from '../status-tag/status-tag.tsx'
import { TimelinePicture } from './timeline-picture.tsx'

/*
 * Timeline: everything that happened, as a picture (one lane a kind, time from left to right) and as the list behind it.
 *   title, description   for the picture; the description says in words what it shows
 *   lanes                kinds of event, top to bottom; lanes without events are left out
 *   events               any order. when: the instant in words; text: what happened (a string is given text); by: who;
 *                        until: for something that lasts; tone: plain by default
 *   dayLabel             how a day is written under the picture ("18 Nov")
 *   now                  where the picture ends, with its word
 *   newestFirst          order of the list; oldest first by default
 */
export type TimelineEvent = {
  id: string
  lane: string
  at: Date
  until?: Date | undefined
  when: string
  text: ComponentChildren
  by?: string | undefined
  tone?: Tone | undefined
  href?: string | undefined
}
export type TimelineProps = {
  title: string
  description: string
  lanes: readonly { key: string; label: string }[]
  events: readonly TimelineEvent[]
  dayLabel: (at: Date) => string
  now?: { at: Date; label: string } | undefined
  newestFirst?: boolean | undefined
  empty: string
}

export function Timeline(props: TimelineProps) {
  if (props.events.length === 0) return <p class="empty">{props.empty}</p>
  const oldestFirst = props.events.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const listed = props.newestFirst ? oldestFirst.toReversed() : oldestFirst
  return (
    <>
      <TimelinePicture {...props} events={oldestFirst} />
      <ol class="time">
        {listed.map(event => (
          <TimelineEntry key={event.id} {...event} />
        ))}
      </ol>
    </>
  )
}

function TimelineEntry({ at, when, text, by, href, tone = 'plain' }: TimelineEvent) {
  return (
    <li class={tone}>
      <p class="when">
        <time dateTime={at.toISOString()}>{when}</time>
        {by && (
          <>
            {' · '}
            <bdi>{by}</bdi>
          </>
        )}
      </p>
      <div>{href ? <a href={href}>{content(text)}</a> : content(text)}</div>
    </li>
  )
}
