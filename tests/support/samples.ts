import { z } from 'zod'
import { ROLES, type Role } from '#domain/access/roles.ts'
import type { Endpoint } from '#server/http/endpoint.ts'

export type Schema = z.core.JSONSchema._JSONSchema & object

/** What an operation says that it takes, as the published document says it. */
export const published = (input: z.ZodObject): Schema => z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })

export const fieldsOf = (input: z.ZodObject): [name: string, schema: Schema][] =>
  Object.entries(published(input).properties ?? {}) as [string, Schema][]

export const paramsOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}|:(\w+)/g)].map(([, braced, plain]) => braced ?? plain ?? '')

export const roleFor = (access: Endpoint['access']): Role =>
  (access === 'signed-in' ? 'case-worker' : access[0]) ?? ROLES[0]

export const NOBODY = '01890000-0000-7000-8000-000000000000'

// One of these fits whatever pattern the program asks for; a pattern that none fits fails the test of samples.
const WORDS = [
  'ilo-labour-adult',
  'uz',
  'ngo',
  'KZ',
  'KZ-61',
  'exploitation.low_no_salary',
  '2001-02-03',
  '1',
  '12:30',
  'hotline:kz-emergency',
  '2026-11-24T06:00:00Z',
  'r1',
]

/** A value that the schema takes: the first choice, the smallest number, every field filled in. */
export function sampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf[0] as Schema)
  switch (schema.type) {
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1))
    case 'boolean':
      return false
    case 'array':
      return [sampleOf(schema.items as Schema)]
    case 'object':
      return sampleObject(schema)
    default:
      return sampleText(schema)
  }
}

function sampleObject(schema: Schema): Record<string, unknown> {
  if (!schema.properties)
    return { [sampleText(schema.propertyNames as Schema)]: sampleOf(schema.additionalProperties as Schema) }
  return Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, sampleOf(each as Schema)]))
}

function sampleText({ format, pattern, allOf = [] }: Schema): string {
  if (format === 'uuid') return NOBODY
  if (format === 'email') return 'invented@agency.example'
  const patterns = [pattern, ...allOf.map(each => (each as Schema).pattern)].filter(each => each !== undefined)
  if (patterns.length === 0) return 'Invented text'
  return WORDS.find(word => patterns.every(each => new RegExp(each, 'u').test(word))) ?? ''
}

/** A whole input, split as a request sends it: the path filled in, and the rest. */
export function sampleInput(each: { path: string; input: z.ZodObject }, ids: Record<string, string> = {}) {
  const whole = { ...(sampleOf(published(each.input)) as Record<string, unknown>) }
  for (const name of Object.keys(whole)) whole[name] = ids[name] ?? whole[name]
  const params = paramsOf(each.path)
  const path = each.path.replaceAll(/\{(\w+)\}|:(\w+)/g, (_, a, b) => String(whole[a ?? b] ?? ids[a ?? b] ?? NOBODY))
  const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => !params.includes(name)))
  return { whole, path, rest }
}

type Kind = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null'
const kindOf = (value: unknown): Kind =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : (typeof value as 'string' | 'number' | 'boolean' | 'object')

/** The kinds of JSON value that a schema takes. */
export function kindsOf(schema: Schema): Set<Kind> {
  if (schema.anyOf) return new Set(schema.anyOf.flatMap(each => [...kindsOf(each as Schema)]))
  if (schema.enum) return new Set(schema.enum.map(kindOf))
  return new Set([schema.type === 'integer' ? 'number' : ((schema.type ?? 'object') as Kind)])
}

/** A number that a form's text is turned into by force, and with it whatever else JavaScript takes for one. */
export function coerced(input: z.ZodObject, name: string): boolean {
  let schema: unknown = input.shape[name]
  while (schema && typeof schema === 'object' && '_zod' in schema) {
    const { def } = (schema as z.core.$ZodType & { _zod: { def: { coerce?: boolean; innerType?: unknown } } })._zod
    if (def.coerce) return true
    schema = def.innerType
  }
  return false
}

const OF_EACH_KIND = [7.5, true, null, [{}], { a: { b: 1 } }, 'no such value'] as const

/** Values of every kind that the schema does not take. */
export const wrongFor = (schema: Schema): unknown[] => OF_EACH_KIND.filter(value => !kindsOf(schema).has(kindOf(value)))

/**
 * Ids that anybody may name. The directory, what was promised and what was entered under the standards are everybody's who may call, colleagues are the administrator's, a free bed may be held by
 * any agency, and a device makes the id of what it sends.
 */
export const OPEN_TO_OTHERS = [
  'agencyId',
  'toAgencyId',
  'recipientAgencyId',
  'userId',
  'avoidShelters',
  'measureId',
  'evidenceId',
  'entryId',
]
