import type { Hono } from 'hono'
import type { z } from 'zod'
import { type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import { type Bearer, maySend } from '#server/auth/tokens.ts'
import { transact } from '#server/db/transact.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { readJson } from './body.ts'
import { type Endpoint, mayEnter } from './endpoint.ts'
import { once } from './once.ts'
import type { Download } from './page.ts'
import { type Problem, problemsOf, unstorable } from './problems.ts'
import type { Typed } from './read-fields.ts'
import { download, json, packedJson } from './respond.ts'
import { statusOf } from './status-of.ts'
import { uploadOf } from './uploads.ts'

const wrong = (status: number, code: string, fields: Problem[] = [], detail?: unknown): Response =>
  json({ code, fields, ...(detail !== undefined && { detail }) }, status)

const BAD_INPUT: Record<string, number> = {
  'input.too-large': 413,
  'input.not-json': 415,
  'input.malformed': 400,
  'input.not-form': 415,
  'attachment.too-large': 413,
}

export function refused(refusal: Refusal): Response {
  const status = BAD_INPUT[refusal.code] ?? statusOf(refusal.code)
  return wrong(status, refusal.code, [], refusal.detail)
}

export function mountApi(app: Hono, house: House, endpoints: readonly Endpoint[]): void {
  for (const each of endpoints) {
    const path = each.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(each.method.toUpperCase(), path, c => serve(house, each, c.req.raw, c.req.param()))
  }
  app.all('/api/*', () => wrong(404, 'request.not-found'))
}

async function serve(
  house: House,
  each: Endpoint,
  request: Request,
  params: Record<string, string>,
): Promise<Response> {
  const bearer = await house.bearers.of(request.headers.get('authorization'), house.clock())
  if (!bearer) return json({ code: 'request.not-signed-in', fields: [] }, 401, { 'www-authenticate': 'Bearer' })
  if (!mayEnter(each.access, bearer.role)) return wrong(403, 'request.role-not-allowed')
  if (!maySend(bearer, request.method, each.device)) return wrong(403, 'request.scope-missing')

  const form = each.upload ? await uploadOf(house, request, readJson) : null
  if (form && !form.ok) return refused(form)
  using file = form?.value.file
  const input = await readInput(each, request, params, form?.value.typed)
  if (!input.ok) return refused(input)
  const parsed = parse(each.input, input.value)
  if (parsed instanceof Response) return parsed

  const key = request.headers.get('idempotency-key')
  if (key !== null && !/^[\x21-\x7e]{8,100}$/.test(key))
    return wrong(400, 'input.invalid', [{ at: 'Idempotency-Key', why: 'wrong-form' }])
  if (form && !file) return refused(refuse('attachment.missing'))
  const result = await perform(house, bearer, each, parsed, each.creates ? key : null, file)
  if (!result.ok) return refused(result)
  if (each.packed) return packedJson(result.value, request.headers.get('accept-encoding'))
  return each.file ? download((result.value as Download).file) : json(result.value, each.creates ? 201 : 200)
}

/** The input as the operation takes it, or the answer that says what is wrong with it. */
export function parse<I extends z.ZodObject>(input: I, value: Record<string, unknown>): z.output<I> | Response {
  const parsed = input.safeParse(value, { reportInput: true })
  const problems = parsed.success ? unstorable(parsed.data) : problemsOf(parsed.error)
  return parsed.success && problems.length === 0 ? parsed.data : wrong(400, 'input.invalid', problems)
}

/** The verb in its transaction, once for each key; with the file that came, where one did. */
function perform(
  house: House,
  bearer: Bearer,
  each: Endpoint,
  input: object,
  key: string | null,
  file: Arriving | null | undefined,
): Promise<Result<unknown>> {
  const run = (given: object) =>
    transact(house, bearer, ctx => {
      const work = () => each.run(ctx, given as never)
      const same = each.repeated?.(input as never) ?? input
      return key === null ? work() : once(ctx, `${each.path} ${key}`, same, work)
    })
  if (!each.upload || !file) return run(input)
  return each.upload(input as never)(house, file, given => run({ ...input, file: given }))
}

/** Path, query and body together. */
export async function readInput(
  each: Pick<Endpoint, 'method'>,
  request: Request,
  params: Record<string, string>,
  typed?: Typed,
): Promise<Result<Record<string, unknown>>> {
  const asked = [...new URL(request.url).searchParams]
  const query = Object.fromEntries(asked)
  // Of a name that comes twice, or is the path's already, it would be unclear which one is meant.
  if (Object.keys({ ...query, ...params }).length < asked.length + Object.keys(params).length)
    return refuse('input.malformed')
  if (each.method === 'get') return { ok: true, value: { ...query, ...params } }
  if (asked.length > 0) return refuse('input.malformed')
  const body = typed ? { ok: true as const, value: { ...typed } } : await readJson(request)
  if (!body.ok) return body
  const doubled = Object.keys(params).some(name => Object.hasOwn(body.value, name))
  return doubled ? refuse('input.malformed') : { ok: true, value: { ...body.value, ...params } }
}
