import { z } from 'zod'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { code, whole } from '#server/http/fields.ts'
import { FORMATS } from './card-frames.ts'

const version = whole(1, 9999)

/** Which instrument; without a version the newest. */
export const NamedCard = z.strictObject({
  instrument: z.string().regex(/^[a-z0-9-]{1,60}$/),
  version: version.optional(),
})
export type NamedCard = z.output<typeof NamedCard>

/** `second`: a language beside the first; a form sends nothing in it for one language alone. */
export const PrintCard = NamedCard.extend({
  language: code(PUBLIC_LANGUAGES),
  second: z.preprocess(value => (value === '' ? undefined : value), code(PUBLIC_LANGUAGES).optional()),
  format: code(FORMATS),
})
export type PrintCard = z.output<typeof PrintCard>
