import type { Saved } from './asking.ts'
import { beginScreening } from './begin-screening.ts'
import { checkPage } from './check-page.tsx'
import { completeScreening } from './complete-screening.ts'
import { dimensionPage } from './dimension-page.tsx'
import { saveDimension } from './save-dimension.ts'
import { startPage } from './start-page.tsx'

/** The steps of asking, with the page that shows each and the address that follows: the same at a desk and on a field device. */
export const BEGIN = {
  path: '/screenings/new',
  page: startPage,
  run: beginScreening,
  next: ({ id, first }: Saved & { first: string }) => `/screenings/${id}/${first}`,
} as const

export const COMPLETE = {
  path: '/screenings/:screeningId/check',
  page: checkPage,
  run: completeScreening,
  next: ({ id }: Saved) => `/screenings/${id}`,
} as const

export const SAVE = {
  path: '/screenings/:screeningId/:dimension',
  page: dimensionPage,
  run: saveDimension,
  next: ({ id, next }: Saved & { next: string }) => `/screenings/${id}/${next}`,
} as const
