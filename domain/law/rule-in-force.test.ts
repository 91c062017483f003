import { expect, test } from 'vitest'
import kazFile from '#knowledge/law/kaz.json' with { type: 'json' }
import type { Law, Rule } from '#knowledge/schema/law.ts'
import { ruleInForce } from './rule-in-force.ts'

const kaz = kazFile as Law

test('in 2020 there was no reflection period in Kazakhstan', () => {
  expect(ruleInForce(kaz, 'reflection-minimum', '2020-09-17')).toEqual({
    ok: false,
    code: 'law.no-rule-in-force',
    detail: { law: 'kaz', rule: 'reflection-minimum', day: '2020-09-17' },
  })
})

test('today it is at least 30 calendar days', () => {
  expect(ruleInForce(kaz, 'reflection-minimum', '2026-11-24')).toMatchObject({
    ok: true,
    value: { value: { kind: 'duration', amount: 30, unit: 'calendar-days' } },
  })
})

test('a changed rule is judged by the wording of the day', () => {
  const old = { ...(kaz.rules[0] as Rule), id: 'changed', from: '2020-01-01', until: '2024-01-01' }
  const law = { ...kaz, rules: [old, { ...old, from: '2024-01-01', until: null, note: 'new' }] }
  expect(ruleInForce(law, 'changed', '2023-12-31')).toMatchObject({ ok: true, value: { until: '2024-01-01' } })
  expect(ruleInForce(law, 'changed', '2024-01-01')).toMatchObject({ ok: true, value: { note: 'new' } })
})

test('a rule that nobody wrote down is refused', () => {
  expect(ruleInForce(kaz, 'no-such-rule', '2026-11-24')).toMatchObject({ ok: false })
})
