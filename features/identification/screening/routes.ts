import { CASE_LEADERS } from '#domain/access/roles.ts'
import { type Action, action, type Page } from '#server/http/page.ts'
import { BEGIN, COMPLETE, SAVE } from './asked.ts'
import type { AskingPage } from './asking.ts'
import { screeningsPage } from './list-page.tsx'
import { askingOn, onServer } from './on-server.ts'
import { BeginScreening, CompleteScreening, SaveDimension } from './record.ts'
import { resultAtDesk } from './result-page-prepared.tsx'

const atDesk = ({ path, show }: AskingPage): Page => ({
  path,
  access: CASE_LEADERS,
  show: (ctx, visit) => show(askingOn(ctx), visit),
})

const start = atDesk(BEGIN.page)
const check = atDesk(COMPLETE.page)
const dimension = atDesk(SAVE.page)

const begin = onServer(BEGIN.run)
const complete = onServer(COMPLETE.run)
const save = onServer(SAVE.run)

/** The narrower address stands before the wider one: `new` and `check` are neither a screening nor a dimension. */
export const screeningPages: readonly Page[] = [screeningsPage, start, resultAtDesk, check, dimension]

const shared = { access: CASE_LEADERS }

export const screeningActions: readonly Action[] = [
  action({ ...shared, path: BEGIN.path, input: BeginScreening, run: begin, again: start, next: BEGIN.next }),
  action({
    ...shared,
    path: COMPLETE.path,
    input: CompleteScreening,
    run: complete,
    again: check,
    next: COMPLETE.next,
  }),
  action({ ...shared, path: SAVE.path, input: SaveDimension, run: save, again: dimension, next: SAVE.next }),
]
