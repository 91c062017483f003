import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { endPlacement } from './end-placement.ts'
import { holdBed } from './hold-bed.ts'
import { move } from './move.ts'
import { place } from './place.ts'
import { availability, readAddress } from './queries.ts'
import {
  AddShelter,
  AddUnit,
  BED_SEEKERS,
  BED_STATES,
  ChangeAddress,
  ChangeBed,
  EndPlacement,
  HOLDERS,
  Hold,
  MANAGER,
  Move,
  Place,
  ReleaseHold,
  WishForBed,
} from './record.ts'
import { releaseHold } from './release-hold.ts'
import { addShelter, addUnit, changeAddress, changeBed } from './set-up-shelter.ts'

const Placed = z.object({ id, bedId: id, referralId: id, placedAt: z.iso.datetime() })
const Made = z.object({ id })

const Availability = z.object({
  items: z.array(
    z.object({
      shelterId: id,
      agencyId: id,
      agencyName: z.string(),
      code: z.string(),
      region: z.string(),
      languages: z.array(z.string()),
      units: z.array(
        z.object({
          id,
          label: z.string(),
          personGroup: z.string(),
          beds: z.array(z.object({ id, label: z.string(), stepFree: z.boolean(), state: z.enum(BED_STATES) })),
        }),
      ),
    }),
  ),
})

const MISFIT = ['bed.not-found', 'placement.does-not-fit'] as const

const stays = [
  endpoint({
    method: 'get',
    path: '/api/v1/shelters/availability',
    summary: 'Free, held and taken beds by shelter and unit: no person, no address',
    access: BED_SEEKERS,
    input: WishForBed,
    output: Availability,
    run: async (ctx, input) => ok({ items: await availability(ctx, input) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/holds',
    summary: 'Keep a bed for a person for some hours',
    access: HOLDERS,
    input: Hold,
    output: z.object({ id, bedId: id, heldUntil: z.iso.datetime() }),
    refusals: [...MISFIT, 'case.not-found', 'case.closed', 'hold.bed-taken', 'hold.too-many'],
    creates: true,
    run: holdBed,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/holds/{holdId}/release',
    summary: 'Give a held bed back',
    access: HOLDERS,
    input: ReleaseHold,
    output: Made,
    refusals: ['hold.not-found'],
    run: releaseHold,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/placements',
    summary: 'Give a bed to a person whose referral is open',
    access: MANAGER,
    input: Place,
    output: Placed,
    refusals: [
      ...MISFIT,
      'placement.bed-taken',
      'placement.already-placed',
      'placement.not-a-shelter-referral',
      'referral.not-found',
      'referral.step-not-open',
      'referral.consent-withdrawn',
      'referral.basis-ended',
    ],
    creates: true,
    run: place,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/placements/{placementId}/move',
    summary: 'Move a person to another bed',
    access: MANAGER,
    input: Move,
    output: Placed,
    refusals: [...MISFIT, 'placement.not-found', 'placement.bed-taken'],
    creates: true,
    run: move,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/placements/{placementId}/end',
    summary: 'End a stay, with a coded reason',
    access: MANAGER,
    input: EndPlacement,
    output: z.object({ id, endedAt: z.iso.datetime(), referralId: id }),
    refusals: ['placement.not-found'],
    run: endPlacement,
  }),
]

const setUp = [
  endpoint({
    method: 'post',
    path: '/api/v1/shelters',
    summary: 'Add a shelter; its address is sealed',
    access: MANAGER,
    input: AddShelter,
    output: Made,
    creates: true,
    run: addShelter,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/shelters/{shelterId}/units',
    summary: 'Add a unit with its beds',
    access: MANAGER,
    input: AddUnit,
    output: Made,
    refusals: ['shelter.not-found'],
    creates: true,
    run: addUnit,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/beds/{bedId}',
    summary: 'Take a bed out of service or back, or mark it step-free',
    access: MANAGER,
    input: ChangeBed,
    output: Made,
    refusals: ['bed.not-found'],
    run: changeBed,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/shelters/{shelterId}/address',
    summary: 'The address: for its own manager, and for the agency whose referral it has accepted',
    access: HOLDERS,
    input: z.strictObject({ shelterId: id }),
    output: z.object({ address: z.string() }),
    refusals: ['shelter.not-found'],
    run: (ctx, input) => readAddress(ctx, input.shelterId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/shelters/{shelterId}/address',
    summary: 'Change the address',
    access: MANAGER,
    input: ChangeAddress,
    output: Made,
    refusals: ['shelter.not-found'],
    run: changeAddress,
  }),
]

export const shelterApi = [...stays, ...setUp]
