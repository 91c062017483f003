import { CASE_LEADERS } from '#domain/access/roles.ts'
import { type Action, action, type Page } from '#server/http/page.ts'
import type { AskingPage } from './asking.ts'
import { beginScreening } from './begin-screening.ts'
import { checkPage } from './check-page.tsx'
import { completeScreening } from './complete-screening.ts'
import { dimensionPage } from './dimension-page.tsx'
import { screeningsPage } from './list-page.tsx'
import { askingOn, onServer } from './on-server.ts'
import { BeginScreening, CompleteScreening, SaveDimension } from './record.ts'
import { resultPageWith } from './result-page.tsx'
import { LeadToCase } from './result-page-case.tsx'
import { saveDimension } from './save-dimension.ts'
import { startPage } from './start-page.tsx'

const atDesk = ({ path, show }: AskingPage): Page => ({
  path,
  access: CASE_LEADERS,
  show: (ctx, visit) => show(askingOn(ctx), visit),
})

const start = atDesk(startPage)
const result = atDesk(resultPageWith(LeadToCase))
const check = atDesk(checkPage)
const dimension = atDesk(dimensionPage)

const begin = onServer(beginScreening)
const complete = onServer(completeScreening)
const save = onServer(saveDimension)

/** The narrower address stands before the wider one: `new` and `check` are neither a screening nor a dimension. */
export const screeningPages: readonly Page[] = [screeningsPage, start, result, check, dimension]

export const screeningActions: readonly Action[] = [
  action({
    path: '/screenings/new',
    access: CASE_LEADERS,
    input: BeginScreening,
    run: begin,
    again: start,
    next: ({ id, first }) => `/screenings/${id}/${first}`,
  }),
  action({
    path: '/screenings/:screeningId/check',
    access: CASE_LEADERS,
    input: CompleteScreening,
    run: complete,
    again: check,
    next: ({ id }) => `/screenings/${id}`,
  }),
  action({
    path: '/screenings/:screeningId/:dimension',
    access: CASE_LEADERS,
    input: SaveDimension,
    run: save,
    again: dimension,
    next: ({ id, next }) => `/screenings/${id}/${next}`,
  }),
]
