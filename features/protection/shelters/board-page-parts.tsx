import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { Visit } from '#server/http/page.ts'
import { BedBoard, type BedState, type BoardBed, type BoardUnit } from '#web/components/bed-board/bed-board.tsx'
import type { OwnBed, OwnUnit, Shelter } from './board-queries.ts'
import { languageNames, regionName } from './page-words.ts'
import type { Available, FreeBed, Stay } from './queries.ts'

const STATES: Record<FreeBed['state'], BedState> = {
  free: 'free',
  held: 'held',
  taken: 'taken',
  'out-of-service': 'out',
}

/** Where a free bed can be kept from; undefined for who may not keep one. */
export type HoldAt = ((bedId: string) => string) | undefined

/** What is free, for who looks for a bed: one unit of the board for each unit of each shelter. */
export function seekersUnits(house: House, t: Translate, shelters: readonly Available[], holdAt: HoldAt): BoardUnit[] {
  return shelters.flatMap(shelter =>
    shelter.units.map(unit => ({
      id: unit.id,
      name: t('shelters.unit-of', { shelter: `${shelter.agencyName}, ${shelter.code}`, unit: unit.label }),
      facts: [
        regionName(house, t, shelter.region),
        t.coded('shelters.group', unit.personGroup),
        ...(shelter.languages.length > 0
          ? [t('shelters.speaks', { languages: languageNames(t, shelter.languages) })]
          : []),
      ],
      beds: unit.beds.map(bed => ({
        id: bed.id,
        label: bed.label,
        state: STATES[bed.state],
        note: bed.stepFree ? t('shelters.step-free') : undefined,
        href: bed.state === 'free' ? holdAt?.(bed.id) : undefined,
      })),
    })),
  )
}

function ownBed({ t, href }: Visit, bed: OwnBed, stay: Stay | undefined): BoardBed {
  const { id, label } = bed
  if (stay?.kind === 'placement') {
    return { id, label, state: 'taken', note: stay.codeName, href: href(`/placements/${stay.id}`) }
  }
  if (stay) {
    const note = t('shelters.kept-until', { name: stay.codeName, at: stay.until ? t.instant(stay.until) : '' })
    return { id, label, state: 'held', note, href: href(`/holds/${stay.id}`) }
  }
  const note = bed.stepFree ? t('shelters.step-free') : undefined
  return { id, label, state: bed.inService ? 'free' : 'out', note, href: href(`/beds/${id}`) }
}

/** The own board: who holds or sleeps where, each bed leading to what can be done with it. */
export function ownBoard(
  visit: Visit,
  shelters: readonly Shelter[],
  units: readonly OwnUnit[],
  stays: readonly Stay[],
): BoardUnit[] {
  const { t } = visit
  const byBed = new Map(stays.map(each => [each.bedId, each]))
  const codes = new Map(shelters.map(each => [each.id, each.code]))
  return units.map(unit => ({
    id: unit.id,
    name:
      shelters.length === 1
        ? unit.label
        : t('shelters.unit-of', { shelter: codes.get(unit.shelterId) ?? '', unit: unit.label }),
    facts: [t.coded('shelters.group', unit.personGroup)],
    beds: unit.beds.map(bed => ownBed(visit, bed, byBed.get(bed.id))),
  }))
}

export function Board({ t, units }: { t: Translate; units: readonly BoardUnit[] }) {
  const states = {
    free: t('shelters.state-free'),
    held: t('shelters.state-held'),
    taken: t('shelters.state-taken'),
    out: t('shelters.state-out'),
  }
  return (
    <BedBoard units={units} states={states} legend={t('shelters.board-legend')} empty={t('shelters.board-empty')} />
  )
}
