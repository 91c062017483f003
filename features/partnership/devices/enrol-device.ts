import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { codeIn } from '#domain/devices/device.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { newToken } from '#server/auth/tokens.ts'
import type { House } from '#server/house.ts'
import { randomly } from '#server/keys/chance.ts'
import { codeHash } from './make-code.ts'
import type { Enrol, Enrolled, OfDevice } from './record.ts'

const SECRET_BYTES = 32
// The token ends with the device and not by a day: on that day what was not sent yet would stay on the phone for good.
const TOKEN_MS = 10 * 365 * 86_400_000

type Row = { user_id: string; name: string; role: string; agency_id: string; agency_name: string }

const secretText = () => randomly(SECRET_BYTES).toString('base64url')
const checkHash = (check: string) => createHash('sha256').update(check).digest()

/** Makes a phone the device of whom its code was made for. Wrong, used and late codes get one answer. */
export async function enrolDevice(
  house: House,
  { code }: z.output<typeof Enrol>,
): Promise<Result<z.input<typeof Enrolled>>> {
  const now = house.clock()
  const deviceId = house.newId()
  const check = secretText()
  const { token, hash } = newToken()
  const { rows } = await house.pool.query<Row>({
    name: 'enrol_device',
    text: 'select * from aman.enrol_device($1, $2, $3, $4, $5, $6, $7)',
    values: [
      codeHash(house, codeIn(code) ?? ''),
      now,
      deviceId,
      checkHash(check),
      house.newId(),
      hash,
      new Date(now.getTime() + TOKEN_MS),
    ],
  })
  const [row] = rows
  if (!row) return refuse('device.code-wrong')
  const person = { id: row.user_id, name: row.name, role: row.role }
  const agency = { id: row.agency_id, name: row.agency_name }
  return ok({ deviceId, token, secret: secretText(), check, person, agency })
}

/** How a device stands. A device that nobody knows, or that cannot prove itself, hears what one in use hears. */
export async function stateOfDevice(
  house: House,
  { deviceId, check }: z.output<typeof OfDevice>,
): Promise<Result<{ state: 'ok' | 'wipe'; serverTime: string }>> {
  const now = house.clock()
  const { rows } = await house.pool.query<{ state: 'ok' | 'wipe' }>({
    name: 'device_state',
    text: 'select aman.device_state($1, $2, $3) as state',
    values: [deviceId, checkHash(check), now],
  })
  return ok({ state: rows[0]?.state ?? 'ok', serverTime: now.toISOString() })
}

/** The device says that it keeps nothing any more. Said twice, or by somebody else, it is answered the same. */
export async function noteWiped(
  house: House,
  { deviceId, check }: z.output<typeof OfDevice>,
): Promise<Result<{ serverTime: string }>> {
  const now = house.clock()
  await house.pool.query({
    name: 'device_wiped',
    text: 'select aman.device_wiped($1, $2, $3)',
    values: [deviceId, checkHash(check), now],
  })
  house.bearers.forget()
  return ok({ serverTime: now.toISOString() })
}
