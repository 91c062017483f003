import { type Action, action, type Page } from '#server/http/page.ts'
import { addAgency } from './add-agency.ts'
import { addAgencyPage } from './add-agency-page.tsx'
import { agencyPage } from './agency-page.tsx'
import { setAgencyStatus } from './change-agency.ts'
import { changeAgencyPage } from './change-agency-page.tsx'
import { changeStaff } from './change-staff.ts'
import { colleaguePage } from './colleague-page.tsx'
import { DecideAgency, decideAgency } from './decide-agency.ts'
import { agenciesPage } from './directory-page.tsx'
import { invite } from './invite.ts'
import { invitePage } from './invite-page.tsx'
import { linkScreen, makeShownLink } from './link-page.tsx'
import { ADMINISTRATOR } from './page-words.ts'
import { AddAgency, ChangeStaff, Invite, MakeLink, MakeToken, RevokeToken, SetAgencyStatus } from './record.ts'
import { staffPage } from './staff-list-page.tsx'
import { makeToken, revokeToken } from './tokens.ts'
import { tokenScreen, tokensPage } from './tokens-page.tsx'

/** Those with a fixed last part stand before those that take any. */
export const agencyPages: Page[] = [
  agenciesPage,
  addAgencyPage,
  changeAgencyPage,
  agencyPage,
  staffPage,
  invitePage,
  colleaguePage,
  tokensPage,
]

const agencies: Action[] = [
  action({
    path: '/agencies/new',
    access: ADMINISTRATOR,
    input: AddAgency,
    run: addAgency,
    again: addAgencyPage,
    next: added => `/agencies/${added.id}`,
  }),
  action({
    path: '/agencies/:agencyId/change',
    access: ADMINISTRATOR,
    input: DecideAgency,
    run: decideAgency,
    again: changeAgencyPage,
    next: changed => `/agencies/${changed.id}`,
  }),
  action({
    path: '/agencies/:agencyId/status',
    access: ADMINISTRATOR,
    input: SetAgencyStatus,
    run: setAgencyStatus,
    again: agencyPage,
    next: changed => `/agencies/${changed.id}`,
  }),
]

const staff: Action[] = [
  action({
    path: '/staff/new',
    access: ADMINISTRATOR,
    input: Invite,
    run: invite,
    again: invitePage,
    next: invited => `/staff/${invited.userId}`,
  }),
  action({
    path: '/staff/:userId',
    access: ADMINISTRATOR,
    input: ChangeStaff,
    run: changeStaff,
    again: colleaguePage,
    next: changed => `/staff/${changed.userId}`,
  }),
  action({
    path: '/staff/:userId/link',
    access: ADMINISTRATOR,
    input: MakeLink,
    run: makeShownLink,
    again: colleaguePage,
    next: made => `/staff/${made.userId}`,
    reveal: linkScreen,
  }),
]

const tokens: Action[] = [
  action({
    path: '/tokens',
    access: 'signed-in',
    input: MakeToken,
    run: makeToken,
    again: tokensPage,
    next: () => '/tokens',
    reveal: tokenScreen,
  }),
  action({
    path: '/tokens/:tokenId/revoke',
    access: 'signed-in',
    input: RevokeToken,
    run: revokeToken,
    again: tokensPage,
    next: () => '/tokens',
  }),
]

export const agencyActions: Action[] = [...agencies, ...staff, ...tokens]
