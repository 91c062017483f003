import { z } from 'zod'
import { endpoint } from '#server/http/endpoint.ts'
import { printCard } from './print-card.ts'
import { PrintCard } from './record.ts'

export const cardApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/instruments/{instrument}/card',
    summary: 'The printed card of an instrument in one or two languages, folded to A6 or on A4 (PDF)',
    access: 'signed-in',
    input: PrintCard.extend({
      language: PrintCard.shape.language.default('en'),
      format: PrintCard.shape.format.default('a6'),
    }),
    output: z.any(),
    refusals: ['cards.not-found', 'cards.language-not-spoken', 'cards.too-long', 'cards.letters-not-in-font'],
    file: true,
    run: printCard,
  }),
]
