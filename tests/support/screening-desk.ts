import { onServer } from '#features/identification/screening/on-server.ts'
import { SaveDimension } from '#features/identification/screening/record.ts'
import { screeningActions, screeningPages } from '#features/identification/screening/routes.ts'
import { saveDimension } from '#features/identification/screening/save-dimension.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { cookieFor } from './client.ts'
import { addActor, openTestHouse, type TestHouse } from './house.ts'
import { type Asked, placeOver } from './screening-place.ts'
import { run } from './thread.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** An officer at the screening pages, over a database of her own, and another agency's officer beside her. */
export async function openDesk() {
  const test: TestHouse = await openTestHouse({ demo: true })
  const app = buildApp(test.house, { endpoints: [], pages: screeningPages, actions: screeningActions, publicRoutes })
  const officer: Actor = await addActor(test, 'officer')
  const cookie = await cookieFor(test, officer)
  const strangerCookie = await cookieFor(test, await addActor(test, 'officer'))

  async function ask({ path, fields }: Asked, as = cookie) {
    const body = fields && new URLSearchParams(fields).toString()
    const headers = { cookie: as, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const response = await app.request(path, body === undefined ? { headers } : { method: 'POST', headers, body })
    return { status: response.status, to: response.headers.get('location') ?? '', html: await response.text() }
  }
  const place = placeOver(ask, test)
  const open = (path: string, as = cookie) => ask({ path }, as)
  const send = (path: string, fields: Record<string, string>, as = cookie) => ask({ path, fields }, as)
  const save = (screeningId: string, dimension: string, answers: Record<string, string>, version: number) =>
    run(test, officer, onServer(saveDimension), SaveDimension.parse({ screeningId, dimension, version, answers }))
  return { ...place, officer, strangerCookie, open, send, save }
}

/** What a hidden field of the page's own forms holds. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html.slice(html.indexOf('<main')))?.[1] ?? ''

export const answer = (question: string) => `answers[${question}]`
export const note = (question: string) => `notes[${question}]`

export const checked = (html: string, question: string, value: string): boolean =>
  new RegExp(`name="answers\\[${question}\\]" value="${value}" checked`).test(html.replaceAll(/ id="[^"]*"/g, ''))
