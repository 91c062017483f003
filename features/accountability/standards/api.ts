import { z } from 'zod'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { addEntry } from './add-entry.ts'
import { readScorecard } from './read-scorecard.ts'
import { AddEntry, KEEPERS, ReadScorecard, ScorecardOut, WithdrawEntry } from './record.ts'
import { withdrawEntry } from './withdraw-entry.ts'

const at = '/api/v1/standards/{year}' as const

export const standardsApi = [
  endpoint({
    method: 'get',
    path: at,
    summary:
      'The twelve criteria of 22 U.S.C. 7106(b) in the report of a year: figures beside the year before, own counts (none of one to four), evidence, and what is missing',
    access: KEEPERS,
    input: ReadScorecard,
    output: ScorecardOut,
    refusals: ['standards.not-found', 'standards.country-not-found'],
    run: readScorecard,
  }),
  endpoint({
    method: 'post',
    path: `${at}/entries`,
    summary: 'Enter evidence under a criterion, with the paper that it stands in',
    access: KEEPERS,
    input: AddEntry,
    output: z.object({ id }),
    refusals: [
      'standards.not-found',
      'standards-entry.dated-ahead',
      'standards-entry.half-said',
      'standards-entry.of-another-criterion',
      'standards-entry.outside-period',
    ],
    creates: true,
    run: addEntry,
  }),
  endpoint({
    method: 'post',
    path: `${at}/entries/{entryId}/withdraw`,
    summary: 'Withdraw evidence that the own agency entered, saying why',
    access: KEEPERS,
    input: WithdrawEntry,
    output: z.object({ id }),
    refusals: ['standards-entry.not-found', 'standards-entry.not-yours', 'standards-entry.already-withdrawn'],
    run: withdrawEntry,
  }),
]
