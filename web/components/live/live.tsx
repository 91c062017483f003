import type { ComponentChildren } from 'preact'

/*
 * Live: the part of a page that its island keeps fresh (web/islands); whole without it.
 *   events   where the island hears that something changed
 *   said     one sentence of how things stand, spoken when it changes
 *   lost     said instead while nothing is heard
 */
type LiveProps = { events: string; said: string; lost: string; children?: ComponentChildren }

export function Live({ events, said, lost, children }: LiveProps) {
  return (
    <>
      <p id="live-status" class="unseen" role="status" data-events={events} data-lost={lost} />
      <div id="live" tabindex={-1} data-said={said}>
        {children}
      </div>
    </>
  )
}
