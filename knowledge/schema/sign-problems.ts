import type { Instrument } from './instrument.ts'
import type { Problem } from './problems.ts'
import { PUBLIC_LANGUAGES } from './words.ts'

/** What is well formed in a sign and still cannot be meant. */
export function signProblems({ dimensions }: Instrument): Problem[] {
  return dimensions.flatMap(({ indicators }, d) =>
    indicators.flatMap(({ urgent, weight, audio, question }, i) => {
      const at = `dimensions[${d}].indicators[${i}]`
      const unasked = PUBLIC_LANGUAGES.filter(each => audio?.[each] !== undefined && question[each] === undefined)
      return [
        ...(urgent && weight !== 'strong' ? [{ at: `${at}.urgent`, why: 'is set on a sign that is not strong' }] : []),
        ...unasked.map(each => ({ at: `${at}.audio.${each}`, why: 'is in a language without the question' })),
      ]
    }),
  )
}
