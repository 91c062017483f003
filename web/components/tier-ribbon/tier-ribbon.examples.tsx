import { TierRibbon } from './tier-ribbon.tsx'

const SOME = ['3', '2', '3', '2WL', '2', '2', '1'] as const

export const examples = [
  {
    name: 'A country over twelve years, with a gap and a year that nobody is sure of',
    node: (
      <TierRibbon
        description="In the report of 2012: Tier 2"
        from={2001}
        until={2012}
        cells={[
          ...SOME.map((tier, at) => ({ year: 2001 + at, tier, sure: true })),
          { year: 2010, tier: '2WL', sure: false },
          { year: 2012, tier: '2', sure: true },
        ]}
      />
    ),
  },
]
