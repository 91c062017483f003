import { z } from 'zod'
import { CASE_LEADERS, type Role } from '#domain/access/roles.ts'
import { DEVICE_STATES } from '#domain/devices/device.ts'
import { id, page, requiredText } from '#server/http/fields.ts'

/** Who screens may do it on a phone. aman.carries_device() in server/db/migrations names the same. */
export const CARRIERS = CASE_LEADERS
export const ADMINISTRATOR = ['administrator'] as const satisfies readonly Role[]
export const WITH_DEVICES = [...CARRIERS, ...ADMINISTRATOR] as const satisfies readonly Role[]

const label = requiredText(80)

/** A code for herself. */
export const MakeOwnCode = z.strictObject({ label })
/** A code that the administrator makes for a colleague. */
export const MakeCode = z.strictObject({ userId: id, label })

export const OnDevice = z.strictObject({ deviceId: id })
export const ListDevices = z.strictObject({ ...page, cursor: id.optional(), userId: id.optional() })

export const DeviceOut = z.object({
  id,
  label: z.string(),
  userId: id,
  name: z.string(),
  state: z.enum(DEVICE_STATES),
  enrolledAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  wipedAt: z.iso.datetime().nullable(),
})
export type DeviceOut = z.output<typeof DeviceOut>

/** What a phone brings: the code that somebody typed. Whether it can be one is not told apart from whether it is one. */
export const Enrol = z.strictObject({ code: z.string().max(40) })

/** What a phone shows of itself while it is locked. */
export const OfDevice = z.strictObject({ deviceId: id, check: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

export const Enrolled = z.object({
  deviceId: id,
  token: z.string(),
  secret: z
    .string()
    .describe('32 bytes, base64url: part of the key of what the device keeps. It is stored nowhere here.'),
  check: z.string().describe('32 bytes, base64url: shown with deviceId to ask for the state.'),
  person: z.object({ id, name: z.string(), role: z.string() }),
  agency: z.object({ id, name: z.string() }),
})
