import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Words } from './card-source.ts'

/** How the answers are read without a device, as domain/screening/score.ts reads them. What is not known counts as open, never as no. */
export function rulesOf(instrument: Instrument, t: Words): string[] {
  return [...scoring(instrument, t), `${t('paper-card.rule-unknown')} ${t('paper-card.rule-decides')}`]
}

function scoring(instrument: Instrument, t: Words): string[] {
  const { scoring: kind = { kind: 'ilo-delphi' } } = instrument
  switch (kind.kind) {
    case 'ilo-delphi':
      return [t('paper-card.rule-enough'), t('paper-card.rule-any-section')]
    case 'any-strong':
      return [t('paper-card.rule-one-strong'), ...fewer(instrument, t)]
    case 'count':
      return [t('paper-card.rule-count', { refer: kind.refer, referNow: kind.referNow }), ...fewer(instrument, t)]
  }
}

/** Too little for an adult; of a child one sign is enough. */
function fewer({ age }: Instrument, t: Words): string[] {
  const lines = { adult: [t('paper-card.rule-other')], child: [t('paper-card.rule-child')] }
  return age === 'any' ? [...lines.adult, ...lines.child] : lines[age]
}
