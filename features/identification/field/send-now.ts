import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Desk } from './desk.ts'

/** Sends at once what waits, where the server can be reached; what leaves without a road can no longer be changed. */
export async function sendNow(desk: Desk): Promise<Result<null>> {
  if (!(await desk.reachable())) return refuse('field.offline')
  await desk.sender.send(true)
  return ok(null)
}
