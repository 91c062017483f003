import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { type Tokenless, tokenless } from '#server/http/tokenless.ts'
import { enrolDevice, noteWiped, stateOfDevice } from './enrol-device.ts'
import { listDevices } from './queries.ts'
import { DeviceOut, Enrol, Enrolled, ListDevices, OfDevice, OnDevice, WITH_DEVICES } from './record.ts'
import { revokeDevice } from './revoke-device.ts'

// A code is made on the page only, after a second factor: a token that leaked must not make itself a device.
export const deviceApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/devices',
    summary: "Field devices: your own, and to the administrator the agency's",
    access: WITH_DEVICES,
    input: ListDevices,
    output: z.object({ items: z.array(DeviceOut), next: id.nullable() }),
    run: async (ctx, input) => ok(await listDevices(ctx, input)),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/devices/{deviceId}/revoke',
    summary: 'End a device: its token at once, and what it keeps at its next contact',
    access: WITH_DEVICES,
    input: OnDevice,
    output: z.object({ id }),
    refusals: ['device.not-found'],
    run: revokeDevice,
  }),
]

/** What a phone asks before it has a token, and while its token lies sealed under a PIN. */
export const fieldApi: Tokenless[] = [
  tokenless({
    path: '/api/v1/field/enrol',
    summary: 'Turn this phone into a field device, by a code that opens once',
    counted: 'enrol',
    input: Enrol,
    output: Enrolled,
    refusals: ['device.code-wrong'],
    run: enrolDevice,
  }),
  tokenless({
    path: '/api/v1/field/state',
    summary: 'How this device stands: "wipe" where it may keep nothing any more',
    counted: 'device',
    input: OfDevice,
    output: z.object({ state: z.enum(['ok', 'wipe']), serverTime: z.iso.datetime() }),
    run: stateOfDevice,
  }),
  tokenless({
    path: '/api/v1/field/wiped',
    summary: 'This device has wiped itself',
    counted: 'device',
    input: OfDevice,
    output: z.object({ serverTime: z.iso.datetime() }),
    run: noteWiped,
  }),
]
