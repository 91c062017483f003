import { textIn } from '#knowledge/schema/languages.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Asking } from './asking.ts'
import { Cited } from './result-page-parts.tsx'

type Step = NextSteps['steps']['refer'][number]

const isWritten = (steps: NextSteps['steps'], step: string): step is keyof NextSteps['steps'] =>
  step !== 'never' && Object.hasOwn(steps, step)

/** What the country has written down for a next step; for one that nobody wrote, the most careful one. */
export const stepsIn = ({ steps }: NextSteps, step: string): readonly Step[] =>
  (isWritten(steps, step) ? steps[step] : undefined) ?? steps.refer

/** A number is read in one piece, so it stands on one line. */
const unbroken = (number: string) => number.replaceAll(' ', '\u00a0')

/** What to do in this country, each with its number and with the rule that it follows from. */
export function Written({ asking, t, steps }: { asking: Asking; t: Translate; steps: readonly Step[] }) {
  const { country, laws } = asking
  const rules = laws.flatMap(law => law.rules)
  return (
    <ul>
      {steps.map(({ text, call, rule }) => {
        const line = country.hotlines.find(each => each.id === call)
        return (
          <li key={text.en}>
            {textIn(text, t.language)}
            {line && ` ${unbroken(line.number)}`}
            {line?.status === 'unverified' && ` (${t('screening.not-confirmed')})`}{' '}
            <Cited t={t} rule={rules.find(each => each.id === rule) ?? null} />
          </li>
        )
      })}
    </ul>
  )
}
