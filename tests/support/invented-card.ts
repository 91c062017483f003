import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'

type Said = Record<PublicLanguage, string>

/** Sentences that hold the letters at which fonts fail. */
const ASKED: Said = {
  kk: 'Сізге уәде етілген ақы берілді ме? ӘҒҚҢӨҰҮҺІ₸ әғқңөұүһі',
  ru: 'Вам заплатили, как обещали? Ёё',
  uz: 'Sizga vaʼda qilingan haq toʻlandimi? OʻGʻoʻgʻ',
  ky: 'Убада кылынган айлык төлөндүбү? ҢӨҮ ңөү',
  tg: 'Музди ваъдашударо доданд? ӮҶҲӢҚҒ ӯҷҳӣқғ',
  en: 'Were you paid as you were promised? Qq',
}

const said = (end: string): Said => ({
  kk: `${ASKED.kk} ${end}`,
  ru: `${ASKED.ru} ${end}`,
  uz: `${ASKED.uz} ${end}`,
  ky: `${ASKED.ky} ${end}`,
  tg: `${ASKED.tg} ${end}`,
  en: `${ASKED.en} ${end}`,
})

const WEIGHTS = ['strong', 'medium', 'weak'] as const
const signs = (count: number, from: number): Instrument['dimensions'][number]['indicators'] =>
  Array.from({ length: count }, (_, at) => ({
    id: `sign_${from + at}`,
    weight: WEIGHTS[at % WEIGHTS.length] ?? 'weak',
    question: said(String(from + at)),
    ...(at === 0 && { urgent: true as const }),
  }))

/** A short card in all the public languages, with every mark and every kind of step. */
export const inventedInstrument: Instrument = {
  id: 'invented-card',
  version: 3,
  scoring: { kind: 'count', refer: 2, referNow: 4 },
  age: 'any',
  situations: ['border'],
  languages: [...PUBLIC_LANGUAGES],
  title: said('A'),
  description: said('B'),
  source: 'Invented for a test, page 7',
  status: 'unverified',
  licence: 'CC0-1.0',
  review: { kk: 'unreviewed', ru: 'reviewed', uz: 'unreviewed', ky: 'unreviewed', tg: 'unreviewed', en: 'reviewed' },
  dimensions: [
    { key: 'c', title: said('C'), indicators: signs(4, 1) },
    { key: 'd', title: said('D'), indicators: signs(3, 5) },
  ],
}

export const inventedSteps: NextSteps = {
  instrument: 'invented-card',
  country: 'KAZ',
  source: 'Invented for a test, page 8',
  status: 'unverified',
  steps: {
    'refer-now': [{ text: said('E'), call: 'kz-emergency' }, { text: said('F') }],
    refer: [{ text: said('G'), call: 'kz-trafficking' }],
    'ask-more': [{ text: said('H') }],
    'labour-rights': [{ text: said('I') }],
    advise: [{ text: said('J') }],
    never: [{ text: said('K') }, { text: said('L') }],
  },
}
