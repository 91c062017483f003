import { z } from 'zod'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { addMeasure } from './add-measure.ts'
import { listMeasures, readMeasure } from './queries.ts'
import { listRecommendations } from './recommended.ts'
import {
  AddMeasure,
  KEEPERS,
  ListMeasures,
  MeasureOut,
  MeasureStep,
  OnMeasure,
  RecommendationOut,
  ReportProgress,
  WholeMeasureOut,
  WithdrawMeasure,
} from './record.ts'
import { reportProgress } from './report-progress.ts'
import { proveMeasure, publishMeasure, withdrawMeasure } from './steer-measure.ts'

const at = '/api/v1/measures' as const
const Stepped = z.object({ id, version: z.int() })
const OWN = ['measure.not-found', 'measure.not-yours', 'measure.step-not-open']

export const commitmentApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/recommendations',
    summary: 'What the country was recommended, the latest year first; the lists are not whole',
    access: 'signed-in',
    input: z.strictObject({}),
    output: z.object({ items: z.array(RecommendationOut) }),
    run: async ctx => ok({ items: await listRecommendations(ctx) }),
  }),
  endpoint({
    method: 'get',
    path: at,
    summary: 'Promised measures by deadline, with their counts; none of fewer than five',
    access: 'signed-in',
    input: ListMeasures,
    output: z.object({ items: z.array(MeasureOut), next: z.int().nullable() }),
    run: async (ctx, input) => ok(await listMeasures(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: `${at}/{measureId}`,
    summary: 'One measure with its evidence and the reports on it',
    access: 'signed-in',
    input: OnMeasure,
    output: WholeMeasureOut,
    refusals: ['measure.not-found'],
    run: (ctx, { measureId }) => readMeasure(ctx, measureId),
  }),
  endpoint({
    method: 'post',
    path: at,
    summary: 'Enter a measure that somebody promised',
    access: KEEPERS,
    input: AddMeasure,
    output: z.object({ id }),
    refusals: ['measure.untitled', 'measure.target-missing', 'measure.due-past', 'recommendation.gone'],
    creates: true,
    run: addMeasure,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{measureId}/reports`,
    summary: 'Report how far a measure is',
    access: KEEPERS,
    input: ReportProgress,
    output: z.object({ id }),
    refusals: OWN,
    creates: true,
    run: reportProgress,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{measureId}/publish`,
    summary: 'Put a measure on the public scoreboard, where it stays',
    access: KEEPERS,
    input: MeasureStep,
    output: Stepped,
    refusals: [...OWN, 'measure.stale'],
    run: publishMeasure,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{measureId}/withdraw`,
    summary: 'Withdraw a measure, saying why',
    access: KEEPERS,
    input: WithdrawMeasure,
    output: Stepped,
    refusals: [...OWN, 'measure.stale'],
    run: withdrawMeasure,
  }),
  endpoint({
    method: 'post',
    path: `${at}/{measureId}/prove`,
    summary: 'Call a measure proved by the evidence that others added',
    access: KEEPERS,
    input: MeasureStep,
    output: Stepped,
    refusals: [
      'measure.not-found',
      'measure.step-not-open',
      'measure.no-evidence',
      'measure.needs-another',
      'measure.stale',
    ],
    run: proveMeasure,
  }),
]
