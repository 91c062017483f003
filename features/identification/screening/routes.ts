import { CASE_LEADERS } from '#domain/access/roles.ts'
import { DIMENSIONS } from '#knowledge/schema/instrument.ts'
import { type Action, action, type Page } from '#server/http/page.ts'
import { BeginScreening, beginScreening } from './begin-screening.ts'
import { checkPage } from './check-page.tsx'
import { CompleteScreening, completeScreening } from './complete-screening.ts'
import { dimensionPage } from './dimension-page.tsx'
import { screeningsPage } from './list-page.tsx'
import { resultPage } from './result-page.tsx'
import { SaveDimension, saveDimension } from './save-dimension.ts'
import { startPage } from './start-page.tsx'

/** The narrower address stands before the wider one: `new` and `check` are neither a screening nor a dimension. */
export const screeningPages: readonly Page[] = [screeningsPage, startPage, resultPage, checkPage, dimensionPage]

/** The page after a saved dimension: the next one, or the check of the whole. */
function nextAfter(dimension: string | undefined, after: 'continue' | 'stop'): string {
  const keys: readonly string[] = DIMENSIONS
  return (after === 'continue' && dimension && keys[keys.indexOf(dimension) + 1]) || 'check'
}

export const screeningActions: readonly Action[] = [
  action({
    path: '/screenings/new',
    access: CASE_LEADERS,
    input: BeginScreening,
    run: beginScreening,
    again: startPage,
    next: ({ id }) => `/screenings/${id}/${DIMENSIONS[0]}`,
  }),
  action({
    path: '/screenings/:screeningId/check',
    access: CASE_LEADERS,
    input: CompleteScreening,
    run: completeScreening,
    again: checkPage,
    next: ({ id }) => `/screenings/${id}`,
  }),
  action({
    path: '/screenings/:screeningId/:dimension',
    access: CASE_LEADERS,
    input: SaveDimension,
    run: saveDimension,
    again: dimensionPage,
    next: ({ id, after }, params) => `/screenings/${id}/${nextAfter(params.dimension, after)}`,
  }),
]
