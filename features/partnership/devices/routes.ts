import { type Action, action, type Page } from '#server/http/page.ts'
import { agencyDevicesPage } from './agency-page.tsx'
import { codeScreen } from './code-form.tsx'
import { colleagueDevicesPage } from './colleague-page.tsx'
import { devicePage } from './device-page.tsx'
import { makeCode, makeOwnCode } from './make-code.ts'
import { OWN, ownDevicesPage } from './own-page.tsx'
import { ADMINISTRATOR, CARRIERS, MakeCode, MakeOwnCode, OnDevice, WITH_DEVICES } from './record.ts'
import { revokeDevice } from './revoke-device.ts'

export const devicePages: Page[] = [ownDevicesPage, agencyDevicesPage, colleagueDevicesPage, devicePage]

const ofColleague = ({ userId }: { userId: string }) => `/staff/${userId}/devices`

export const deviceActions: Action[] = [
  action({
    path: OWN,
    access: CARRIERS,
    input: MakeOwnCode,
    run: makeOwnCode,
    again: ownDevicesPage,
    next: () => OWN,
    reveal: codeScreen(() => OWN),
  }),
  action({
    path: '/staff/:userId/devices',
    access: ADMINISTRATOR,
    input: MakeCode,
    run: makeCode,
    again: colleagueDevicesPage,
    next: ofColleague,
    reveal: codeScreen(ofColleague),
  }),
  action({
    path: '/devices/:deviceId/revoke',
    access: WITH_DEVICES,
    input: OnDevice,
    run: revokeDevice,
    again: devicePage,
    next: ({ id }) => `/devices/${id}`,
  }),
]
