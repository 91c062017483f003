import { z } from 'zod'
import type { Role } from '#domain/access/roles.ts'
import type { Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Take, WithFile } from './uploads.ts'

/** Who may call: the roles named, or everybody who is signed in. What they then see is the database's decision. */
export type Access = readonly Role[] | 'signed-in'

export const mayEnter = (access: Access, role: Role): boolean => access === 'signed-in' || access.includes(role)

/** An operation as data. The router, the OpenAPI document and the access test read the same list. */
export type Endpoint = {
  readonly method: 'get' | 'post' | 'patch'
  readonly path: `/api/v1/${string}`
  readonly summary: string
  readonly access: Access
  /** Path, query and body together; a name belongs to one of them only. */
  readonly input: z.ZodObject
  readonly output: z.ZodType
  readonly refusals: readonly string[]
  /** A create answers 201 and honours Idempotency-Key. */
  readonly creates: boolean
  /** What of the input makes a repeat the same request; all of it where nothing is said. */
  readonly repeated?: (input: never) => object
  /** Answers a file (`Download`) in place of JSON; `output` is then left out of the answer. */
  readonly file: boolean
  /** A field device may call it, with a token that opens nothing else. */
  readonly device: boolean
  /** Answers nothing that was written of a person, and a lot of it: packed for a thin line. */
  readonly packed: boolean
  /** Takes a multipart form whose last field is a file, in place of JSON; how, may be the input's to say. */
  readonly upload?: (input: never) => Take<unknown>
  readonly run: (ctx: Ctx, input: never) => Promise<Result<unknown>>
}

export function endpoint<I extends z.ZodObject, O extends z.ZodType>(spec: {
  method: Endpoint['method']
  path: Endpoint['path']
  summary: string
  access: Access
  input: I
  output: O
  refusals?: readonly string[]
  creates?: boolean
  repeated?: (input: z.output<I>) => object
  file?: boolean
  device?: boolean
  packed?: boolean
  run: (ctx: Ctx, input: z.output<I>) => Promise<Result<z.input<O>>>
}): Endpoint {
  const { repeated, ...rest } = spec
  const same = repeated && { repeated: repeated as NonNullable<Endpoint['repeated']> }
  return {
    refusals: [],
    creates: false,
    file: false,
    device: false,
    packed: false,
    ...rest,
    ...same,
    run: spec.run as Endpoint['run'],
  }
}

/** An operation that takes a file. */
export function uploadEndpoint<I extends z.ZodObject, F>(spec: {
  path: Endpoint['path']
  summary: string
  access: Access
  input: I
  refusals: readonly string[]
  upload: (input: z.output<I>) => Take<F>
  run: (ctx: Ctx, input: z.output<I> & WithFile<F>) => Promise<Result<{ id: string }>>
}): Endpoint {
  const run = spec.run as Endpoint['run']
  const upload = spec.upload as NonNullable<Endpoint['upload']>
  return {
    ...spec,
    method: 'post',
    output: z.object({ id: z.uuid() }),
    creates: true,
    file: false,
    device: false,
    packed: false,
    upload,
    run,
  }
}
