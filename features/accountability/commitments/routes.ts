import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { type Action, action, type Page } from '#server/http/page.ts'
import type { PublicRoute } from '#server/http/public-route.ts'
import { answersAction, answersPage } from './answers-page.tsx'
import { addEvidenceAction, evidenceFilePage, newEvidencePage, removeEvidenceAction } from './evidence-page.tsx'
import { checkPage, importActions, importPage } from './import-page.tsx'
import { measuresPage } from './list-page.tsx'
import { measurePage } from './measure-page.tsx'
import { newMeasureAction, newMeasurePage } from './new-page.tsx'
import { showScoreboard } from './public-page.tsx'
import { showRecommendations } from './public-recommendations.tsx'
import { readPublished } from './published.ts'
import { linkActions, recommendationPage } from './recommendation-page.tsx'
import { recommendationsPage } from './recommendations-page.tsx'
import { KEEPERS, MeasureStep, ReportProgress, WithdrawMeasure } from './record.ts'
import { reportProgress } from './report-progress.ts'
import { proveMeasure, publishMeasure, withdrawMeasure } from './steer-measure.ts'

export const commitmentPages: Page[] = [
  measuresPage,
  newMeasurePage,
  measurePage,
  newEvidencePage,
  evidenceFilePage,
  answersPage,
  recommendationsPage,
  importPage,
  checkPage,
  recommendationPage,
]

const back = (_: unknown, { measureId }: Record<string, string>) => `/measures/${measureId}`
const onMeasure = { access: KEEPERS, again: measurePage, next: back }

export const commitmentActions: Action[] = [
  newMeasureAction,
  addEvidenceAction,
  removeEvidenceAction,
  answersAction,
  ...linkActions,
  ...importActions,
  action({ path: '/measures/:measureId/publish', ...onMeasure, input: MeasureStep, run: publishMeasure }),
  action({ path: '/measures/:measureId/prove', ...onMeasure, input: MeasureStep, run: proveMeasure }),
  action({ path: '/measures/:measureId/withdraw', ...onMeasure, input: WithdrawMeasure, run: withdrawMeasure }),
  action({ path: '/measures/:measureId/report', ...onMeasure, input: ReportProgress, run: reportProgress }),
]

const languages = PUBLIC_LANGUAGES

export const publicCommitmentRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/commitments', languages, run: showScoreboard },
  { method: 'get', path: '/commitments/recommendations', languages, run: showRecommendations },
  {
    method: 'get',
    path: '/commitments.json',
    wordless: true,
    run: async ({ house }) => {
      const { day, board, measures } = await readPublished(house, 0)
      const bytes = Buffer.from(JSON.stringify({ day, board, latest: measures }))
      return { kind: 'file', file: { name: 'aman-commitments.json', type: 'application/json', bytes } }
    },
  },
]
