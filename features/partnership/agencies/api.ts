import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { addAgency } from './add-agency.ts'
import { changeAgency, setAgencyStatus } from './change-agency.ts'
import { changeStaff } from './change-staff.ts'
import { invite, makeInvitationLink } from './invite.ts'
import { listAgencies, listStaff, listTokens, readAgency } from './queries.ts'
import {
  AddAgency,
  AgencyOut,
  ChangeAgency,
  ChangeStaff,
  Invite,
  ListAgencies,
  ListStaff,
  MakeLink,
  RevokeToken,
  SetAgencyStatus,
  StaffOut,
  TokenOut,
} from './record.ts'
import { revokeToken } from './tokens.ts'

const ADMINISTRATOR = ['administrator'] as const
const Changed = z.object({ id, version: z.int() })

const agencies = [
  endpoint({
    method: 'get',
    path: '/api/v1/agencies',
    summary: 'The directory: services, groups, region, languages',
    access: 'signed-in',
    input: ListAgencies,
    output: z.object({ items: z.array(AgencyOut), next: id.nullable() }),
    run: async (ctx, input) => ok(await listAgencies(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/agencies/{agencyId}',
    summary: 'One agency',
    access: 'signed-in',
    input: z.strictObject({ agencyId: id }),
    output: AgencyOut,
    refusals: ['agency.not-found'],
    run: (ctx, input) => readAgency(ctx, input.agencyId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/agencies',
    summary: 'Add an agency',
    access: ADMINISTRATOR,
    input: AddAgency,
    output: z.object({ id }),
    refusals: ['agency.kind-not-known', 'agency.name-taken'],
    creates: true,
    run: addAgency,
  }),
  endpoint({
    method: 'patch',
    path: '/api/v1/agencies/{agencyId}',
    summary: 'Change what the directory says of an agency',
    access: ADMINISTRATOR,
    input: ChangeAgency,
    output: Changed,
    refusals: ['agency.not-found', 'agency.kind-not-known', 'agency.stale', 'agency.name-taken'],
    run: changeAgency,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/agencies/{agencyId}/status',
    summary: 'Suspend or resume an agency',
    access: ADMINISTRATOR,
    input: SetAgencyStatus,
    output: Changed,
    refusals: ['agency.not-found', 'agency.stale', 'agency.own-agency'],
    run: setAgencyStatus,
  }),
]

const staff = [
  endpoint({
    method: 'get',
    path: '/api/v1/staff',
    summary: "Colleagues: the administrator sees everybody's, others their own agency's",
    access: 'signed-in',
    input: ListStaff,
    output: z.object({ items: z.array(StaffOut), next: id.nullable() }),
    run: async (ctx, input) => ok(await listStaff(ctx, input)),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/staff',
    summary: 'Invite a colleague',
    access: ADMINISTRATOR,
    input: Invite,
    output: z.object({ userId: id }),
    refusals: ['agency.not-found', 'staff.role-not-in-kind', 'staff.email-taken'],
    creates: true,
    run: invite,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/staff/{userId}/link',
    summary: 'A one-time link by which the colleague chooses a password',
    access: ADMINISTRATOR,
    input: MakeLink,
    output: z.object({ token: z.string(), validHours: z.int() }),
    refusals: ['staff.not-found', 'staff.suspended', 'sign-in.email-taken', 'sign-in.email-wrong'],
    run: makeInvitationLink,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/staff/{userId}',
    summary: 'Change a role, suspend or resume',
    access: ADMINISTRATOR,
    input: ChangeStaff,
    output: z.object({ userId: id, version: z.int() }),
    refusals: ['staff.not-found', 'staff.stale', 'staff.own-account', 'staff.role-not-in-kind'],
    run: changeStaff,
  }),
]

// A token is made on the page only, after a second factor: one that leaked must not make itself successors.
const tokens = [
  endpoint({
    method: 'get',
    path: '/api/v1/tokens',
    summary: 'Your own tokens',
    access: 'signed-in',
    input: z.strictObject({}),
    output: z.object({ items: z.array(TokenOut) }),
    run: async ctx => ok({ items: await listTokens(ctx) }),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/tokens/{tokenId}/revoke',
    summary: 'Revoke a token at once',
    access: 'signed-in',
    input: RevokeToken,
    output: z.object({ id }),
    refusals: ['token.not-found'],
    run: revokeToken,
  }),
]

export const agencyApi = [...agencies, ...staff, ...tokens]
