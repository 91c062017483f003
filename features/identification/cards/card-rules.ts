import type { CardInstrument, Words } from './card-source.ts'

/** How the answers are read without a device. What is not known counts as open, never as no. */
export function rulesOf(instrument: CardInstrument, t: Words): string[] {
  return [...scoring(instrument, t), t('paper-card.rule-unknown'), t('paper-card.rule-decides')]
}

function scoring({ scoring = { kind: 'ilo-delphi' } }: CardInstrument, t: Words): string[] {
  switch (scoring.kind) {
    case 'ilo-delphi':
      return [t('paper-card.rule-enough'), t('paper-card.rule-any-section')]
    case 'any-strong':
      return [t('paper-card.rule-one-strong'), t('paper-card.rule-other')]
    case 'count':
      return [t('paper-card.rule-count', { refer: scoring.refer, referNow: scoring.referNow })]
  }
}
