import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Enrolment, Server } from './desk.ts'
import type { Carried } from './record.ts'

const PATIENCE_MS = 20_000

/** The server over a network that may not be there. */
export const serverAt = (origin: string): Server => ({
  enrol: code => ask<Enrolment>(`${origin}/api/v1/field/enrol`, { method: 'POST', ...body({ code }) }),
  state: proof => ask(`${origin}/api/v1/field/state`, { method: 'POST', ...body(proof) }),
  wiped: proof => ask(`${origin}/api/v1/field/wiped`, { method: 'POST', ...body(proof) }),
  async carried(token, mark) {
    const query = mark === null ? '' : `?mark=${mark}`
    const asked = { headers: { authorization: `Bearer ${token}` } }
    const answer = await ask<{ carried: Carried | null }>(`${origin}/api/v1/field/carried${query}`, asked)
    return answer.ok ? ok(answer.value.carried) : answer
  },
})

const body = (value: object) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

async function ask<T>(address: string, init: RequestInit): Promise<Result<T>> {
  try {
    const answer = await fetch(address, { ...init, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    const value = (await answer.json()) as T & { code?: string }
    if (answer.ok) return ok(value)
    return refuse(value.code ?? 'field.offline')
  } catch {
    return refuse('field.offline')
  }
}
