import type { Action, Page } from '#server/http/page.ts'
import { action } from '#server/http/page.ts'
import { addressPage } from './address-page.tsx'
import { bedPage } from './bed-page.tsx'
import { endPlacement } from './end-placement.ts'
import { holdBed } from './hold-bed.ts'
import { holdPage } from './hold-page.tsx'
import { sheltersPage } from './list-page.tsx'
import { move } from './move.ts'
import { newHoldPage } from './new-hold-page.tsx'
import { place } from './place.ts'
import { movePage, placePage } from './place-page.tsx'
import { placementPage } from './placement-page.tsx'
import {
  AddShelter,
  AddUnit,
  ChangeAddress,
  ChangeBed,
  EndPlacement,
  HOLDERS,
  Hold,
  MANAGER,
  Move,
  Place,
  ReleaseHold,
} from './record.ts'
import { releaseHold } from './release-hold.ts'
import { newShelterPage, newUnitPage } from './set-up-page.tsx'
import { addShelter, addUnit, changeAddress, changeBed } from './set-up-shelter.ts'
import { shelterPage } from './shelter-page.tsx'

// A fixed word in a path stands before the path that takes any id.
export const shelterPages: Page[] = [
  sheltersPage,
  newShelterPage,
  shelterPage,
  newUnitPage,
  addressPage,
  bedPage,
  newHoldPage,
  holdPage,
  placePage,
  placementPage,
  movePage,
]

const toShelter = (_: unknown, params: Record<string, string>) => `/shelters/${params.shelterId}`
const toPlacement = (value: { id: string }) => `/placements/${value.id}`

const stays: Action[] = [
  action({
    path: '/holds/new',
    access: HOLDERS,
    input: Hold,
    run: holdBed,
    again: newHoldPage,
    next: hold => `/holds/${hold.id}`,
  }),
  action({
    path: '/holds/:holdId/release',
    access: HOLDERS,
    input: ReleaseHold,
    run: releaseHold,
    again: holdPage,
    next: hold => `/holds/${hold.id}`,
  }),
  action({ path: '/placements/new', access: MANAGER, input: Place, run: place, again: placePage, next: toPlacement }),
  action({
    path: '/placements/:placementId/move',
    access: MANAGER,
    input: Move,
    run: move,
    again: movePage,
    next: toPlacement,
  }),
  action({
    path: '/placements/:placementId/end',
    access: MANAGER,
    input: EndPlacement,
    run: endPlacement,
    again: placementPage,
    next: ended => `/referrals/${ended.referralId}`,
  }),
]

const setUp: Action[] = [
  action({
    path: '/shelters/new',
    access: MANAGER,
    input: AddShelter,
    run: addShelter,
    again: newShelterPage,
    next: added => `/shelters/${added.id}`,
  }),
  action({
    path: '/shelters/:shelterId/units/new',
    access: MANAGER,
    input: AddUnit,
    run: addUnit,
    again: newUnitPage,
    next: toShelter,
  }),
  action({
    path: '/shelters/:shelterId/address',
    access: MANAGER,
    input: ChangeAddress,
    run: changeAddress,
    again: addressPage,
    next: toShelter,
  }),
  action({
    path: '/beds/:bedId',
    access: MANAGER,
    input: ChangeBed,
    run: changeBed,
    again: bedPage,
    next: bed => `/beds/${bed.id}`,
  }),
]

export const shelterActions: Action[] = [...stays, ...setUp]
