import { BedMark } from './bed-mark.tsx'

/*
 * BedBoard: each unit of a shelter and the state of each bed, by shape, line and words, never by colour alone.
 *   states   the words of the four states, for the legend, the counts and each bed
 *   facts    short facts of a unit: group, step-free, languages
 *   note     a few words in the bed: until when it is held, the code name of the person
 *   href     where one acts on the bed
 */
export const BED_STATES = ['free', 'held', 'taken', 'out'] as const
export type BedState = (typeof BED_STATES)[number]
export type BoardBed = {
  id: string
  label: string
  state: BedState
  note?: string | undefined
  href?: string | undefined
}
export type BoardUnit = {
  id: string
  name: string
  facts?: readonly string[] | undefined
  beds: readonly BoardBed[]
}
type StateWords = Record<BedState, string>
type BedBoardProps = { units: readonly BoardUnit[]; states: StateWords; legend: string; empty: string }

export function BedBoard({ units, states, legend, empty }: BedBoardProps) {
  if (units.length === 0) return <p class="empty">{empty}</p>
  return (
    <div class="board">
      <p class="unseen">{legend}</p>
      <Counts shown={BED_STATES} beds={units.flatMap(unit => unit.beds)} states={states} />
      {units.map(unit => (
        <Unit key={unit.id} unit={unit} states={states} empty={empty} />
      ))}
    </div>
  )
}

function Unit({ unit, states, empty }: { unit: BoardUnit; states: StateWords; empty: string }) {
  const present = BED_STATES.filter(state => unit.beds.some(bed => bed.state === state))
  return (
    <section class="unit" aria-labelledby={`unit-${unit.id}`}>
      <h2 id={`unit-${unit.id}`}>
        <bdi>{unit.name}</bdi>
      </h2>
      {unit.facts && <p class="soft">{unit.facts.join(' · ')}</p>}
      {unit.beds.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <>
          <Counts shown={present} beds={unit.beds} states={states} />
          <ul class="beds">
            {unit.beds.map(bed => (
              <li key={bed.id} class={bed.state}>
                <Bed bed={bed} states={states} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type CountsProps = { shown: readonly BedState[]; beds: readonly BoardBed[]; states: StateWords }

/** How many beds are in each state; on top of the board it is the legend too. */
function Counts({ shown, beds, states }: CountsProps) {
  return (
    <ul class="legend">
      {shown.map(state => (
        <li key={state} class={state}>
          <BedMark state={state} /> {states[state]} <b>{beds.filter(bed => bed.state === state).length}</b>
        </li>
      ))}
    </ul>
  )
}

function Bed({ bed, states }: { bed: BoardBed; states: StateWords }) {
  const inside = (
    <>
      <BedMark state={bed.state} />
      <bdi class="bed">{bed.label}</bdi>
      <span class="unseen">, {states[bed.state]}</span>
      {bed.note && <bdi class="note">{bed.note}</bdi>}
    </>
  )
  return bed.href ? <a href={bed.href}>{inside}</a> : <div>{inside}</div>
}
