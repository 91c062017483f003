import type { BedState } from './bed-board.tsx'

/** A shape a state: open ring, half disc, full disc, cross. They stay apart in print and without colour. */
export function BedMark({ state }: { state: BedState }) {
  return (
    <svg class="mark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {state === 'out' ? (
        <path d="M3 3l10 10M13 3L3 13" />
      ) : (
        <>
          <circle cx="8" cy="8" r="6" />
          {state === 'taken' && <circle class="full" cx="8" cy="8" r="6" />}
          {state === 'held' && <path class="full" d="M8 2a6 6 0 0 0 0 12z" />}
        </>
      )}
    </svg>
  )
}
