import { CASE_LEADERS } from '#domain/access/roles.ts'
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

export const screeningActions: readonly Action[] = [
  action({
    path: '/screenings/new',
    access: CASE_LEADERS,
    input: BeginScreening,
    run: beginScreening,
    again: startPage,
    next: ({ id, first }) => `/screenings/${id}/${first}`,
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
    next: ({ id, next }) => `/screenings/${id}/${next}`,
  }),
]
