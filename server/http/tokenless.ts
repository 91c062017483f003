import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Result } from '#domain/shared/result.ts'
import type { House } from '#server/house.ts'
import { parse, readInput, refused } from './api.ts'
import { clientAddress } from './client-address.ts'
import { json } from './respond.ts'

/**
 * An operation for programs that nobody has signed in on yet, or that cannot show a token now. It has no actor. Either it reaches the
 * database through a door that answers for one exact secret: then every try is counted by the network that it comes from. Or it tells
 * what stands in `knowledge/` and is everybody's: then there is nothing to guess, and `counted` is null.
 */
export type Tokenless = {
  readonly method: 'get' | 'post'
  readonly path: `/api/v1/${string}`
  readonly summary: string
  readonly counted: 'enrol' | 'device' | null
  readonly input: z.ZodObject
  readonly output: z.ZodType
  readonly refusals: readonly string[]
  readonly run: (house: House, input: never) => Promise<Result<unknown>>
}

export function tokenless<I extends z.ZodObject, O extends z.ZodType>(spec: {
  method?: Tokenless['method']
  path: Tokenless['path']
  summary: string
  counted?: Tokenless['counted']
  input: I
  output: O
  refusals?: readonly string[]
  run: (house: House, input: z.output<I>) => Promise<Result<z.input<O>>>
}): Tokenless {
  return { method: 'post', counted: null, refusals: [], ...spec, run: spec.run as Tokenless['run'] }
}

export function mountTokenless(app: Hono, house: House, operations: readonly Tokenless[]): void {
  for (const each of operations) {
    const path = each.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(each.method.toUpperCase(), path, c => serve(c, house, each))
  }
}

async function serve(c: Context, house: House, each: Tokenless): Promise<Response> {
  const ip = clientAddress(c, house.settings)
  const wait = each.counted && (await house.auth.waitFor(each.counted, ip))
  if (wait !== null) return json({ code: 'request.too-often', fields: [] }, 429, { 'retry-after': String(wait) })
  const sent = await readInput(each, c.req.raw, c.req.param())
  if (!sent.ok) return refused(sent)
  const input = parse(each.input, sent.value)
  if (input instanceof Response) return input
  const result = await each.run(house, input as never)
  if (!result.ok) return refused(result)
  if (each.counted === 'enrol') await house.auth.forgive('enrol', ip)
  return json(result.value)
}
