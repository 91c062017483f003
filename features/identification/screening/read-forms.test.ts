import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { readFields } from '#server/http/read-fields.ts'
import { type Read, readBegin, readComplete, readDimension } from './read-forms.ts'
import { BeginScreening, CompleteScreening, SaveDimension } from './record.ts'

const ID = '01890000-0000-7000-8000-000000000000'

const value = fc.oneof(
  fc.constantFrom(
    'yes',
    'no',
    'unknown',
    'border',
    'adult',
    'uz',
    'card',
    'continue',
    'section',
    'question',
    'stop',
    'in-tg',
    'theirs',
    '1',
    '12',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('x'.repeat(81), 'y'.repeat(501), 'a\u202eb', 'a\u0007b', ' two\r\nlines ', '-1', '1.5', 'é'),
)
const name = fc.constantFrom(
  ...[
    'situation',
    'ageGroup',
    'language',
    'place',
    'length',
    'onPage',
    'version',
    'after',
    'spoken',
    'from',
    'one',
    'finding',
  ],
  ...[
    'answers[told.debt]',
    'answers[told.hours]',
    'notes[told.debt]',
    'answers',
    'keep.answers.told.debt',
    'place[]',
    'answers[Told]',
  ],
)
/** A form as a browser sends it, most of its fields right. */
const form = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(name, value), { maxLength: 8 }))
  .map(([right, pairs]) =>
    right ? [...pairs, ['version', '3'], ['situation', 'border'], ['ageGroup', 'child']] : pairs,
  )
  .map(pairs => readFields(new URLSearchParams(pairs).toString()) ?? {})

const READERS: [string, z.ZodObject, (fields: never, params: Record<string, string>) => Read<unknown>, object][] = [
  ['begins one', BeginScreening, readBegin, {}],
  ['completes one', CompleteScreening, readComplete, { screeningId: ID }],
  ['saves a section', SaveDimension, readDimension, { screeningId: ID, dimension: 'told' }],
]

test.each(READERS)('a device reads the form that %s as the server does', (_, schema, read, params) => {
  fc.assert(
    fc.property(form, fields => {
      const server = schema.safeParse({ ...fields, ...params })
      const device = read(fields as never, params as Record<string, string>)
      expect(device.problems.length === 0).toBe(server.success)
      if (server.success) expect(device.value).toEqual(server.data)
    }),
    { numRuns: 1000 },
  )
})
