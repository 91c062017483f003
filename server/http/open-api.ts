import type { Hono } from 'hono'
import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { languageOf } from './client-language.ts'
import type { Endpoint } from './endpoint.ts'
import { referencePage } from './reference-page.tsx'
import { json } from './respond.ts'
import { statusOf } from './status-of.ts'
import type { Tokenless } from './tokenless.ts'

const Wrong = z
  .object({
    code: z.string().describe('Stable and public, such as "referral.consent-missing".'),
    fields: z.array(z.object({ at: z.string(), why: z.string(), max: z.number().optional() })),
    detail: z.unknown().optional(),
  })
  .meta({ id: 'Wrong' })

const EVERYWHERE: Record<number, string> = {
  400: 'Malformed, or a field is wrong: "fields" says which and why',
  401: 'No valid token',
  403: 'The role or the scope of the token does not allow it',
  413: 'Body over 1 MB',
  415: 'Not JSON',
}

const content = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })

const FILE = { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } }

/** The fields of an input that travel in the path, or all the others. */
function part(each: Pick<Endpoint, 'input' | 'path'>, inPath: boolean): z.ZodObject | null {
  const fields = Object.entries(each.input.shape).filter(([name]) => each.path.includes(`{${name}}`) === inPath)
  return fields.length > 0 ? z.strictObject(Object.fromEntries(fields)) : null
}

function responses(each: Endpoint): ZodOpenApiResponsesObject {
  const lines = new Map<number, string>(Object.entries(EVERYWHERE).map(([status, text]) => [Number(status), text]))
  for (const code of each.refusals) {
    const before = lines.get(statusOf(code))
    lines.set(statusOf(code), before ? `${before}, ${code}` : code)
  }
  const all: ZodOpenApiResponsesObject = {
    [each.creates ? '201' : '200']: { description: 'Done', ...(each.file ? FILE : content(each.output)) },
  }
  for (const [status, description] of lines) all[`${status}` as '400'] = { description, ...content(Wrong) }
  return all
}

function bodyOf(each: Endpoint, fields: z.ZodObject) {
  if (!each.upload) return content(fields)
  const file = z.string().meta({ format: 'binary', description: 'The last field of the form.' })
  return { content: { 'multipart/form-data': { schema: fields.extend({ file }) } } }
}

function operation(each: Endpoint): ZodOpenApiOperationObject {
  const path = part(each, true)
  const rest = part(each, false)
  return {
    summary: each.summary,
    description: each.access === 'signed-in' ? 'Any role.' : `Roles: ${each.access.join(', ')}.`,
    requestParams: {
      ...(path && { path }),
      ...(each.method === 'get' && rest && { query: rest }),
      ...(each.creates && { header: z.object({ 'Idempotency-Key': z.string().optional() }) }),
    },
    ...(each.method !== 'get' && { requestBody: bodyOf(each, rest ?? z.strictObject({})) }),
    responses: responses(each),
    security: [{ token: [] }],
  }
}

const TOO_OFTEN = 'Too many tries from this network: "Retry-After" says when to come again'

/** Without a token nobody's role or scope can be wrong; a network can ask too often. */
function tokenlessOperation(each: Tokenless): ZodOpenApiOperationObject {
  const { summary, output, refusals, counted } = each
  const reads = each.method === 'get'
  const lines: Record<number, string> = { 400: EVERYWHERE[400] ?? '' }
  if (!reads) Object.assign(lines, { 413: EVERYWHERE[413], 415: EVERYWHERE[415] })
  for (const [status, codes] of Map.groupBy(refusals, statusOf)) lines[status] = codes.join(', ')
  if (counted) lines[429] = TOO_OFTEN
  const wrongs = Object.entries(lines).map(([status, description]) => [status, { description, ...content(Wrong) }])
  const [path, rest] = [part(each, true), part(each, false)]
  return {
    summary,
    description: 'Without a token.',
    requestParams: { ...(path && { path }), ...(reads && rest && { query: rest }) },
    ...(!reads && { requestBody: content(rest ?? z.strictObject({})) }),
    responses: { '200': { description: 'Done', ...content(output) }, ...Object.fromEntries(wrongs) },
    security: [],
  }
}

type Listed = { endpoints: readonly Endpoint[]; tokenless?: readonly Tokenless[] }

/** The OpenAPI 3.1 document of the endpoint list; nothing in it is written twice. */
function openApi({ endpoints, tokenless = [] }: Listed, origin: string) {
  const paths: ZodOpenApiPathsObject = {}
  for (const each of endpoints) paths[each.path] = { ...paths[each.path], [each.method]: operation(each) }
  for (const each of tokenless) paths[each.path] = { ...paths[each.path], [each.method]: tokenlessOperation(each) }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Aman', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: origin }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  })
}

export function mountOpenApi(app: Hono, house: House, listed: Listed): void {
  const document = openApi(listed, house.settings.origin)
  app.get('/api/openapi.json', () => json(document))
  app.get('/api', c => {
    const offered = STAFF_LANGUAGES
    const t = house.words.in(languageOf({ accept: c.req.header('accept-language') ?? null, offered }))
    const operations = [...listed.endpoints, ...(listed.tokenless ?? [])]
    return referencePage(house, t, operations, c.req.header('accept-encoding') ?? null)
  })
}
