import { onServer } from '#features/identification/screening/on-server.ts'
import { SaveDimension } from '#features/identification/screening/record.ts'
import { screeningActions, screeningPages } from '#features/identification/screening/routes.ts'
import { saveDimension } from '#features/identification/screening/save-dimension.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { cookieFor } from './client.ts'
import { addActor, openTestHouse, type TestHouse } from './house.ts'
import { run } from './thread.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>

type Begin = Partial<{ ageGroup: string; language: string; situation: string }>

/** An officer at the screening pages, over a database of her own, and another agency's officer beside her. */
export async function openDesk() {
  const test: TestHouse = await openTestHouse({ demo: true })
  const app = buildApp(test.house, { endpoints: [], pages: screeningPages, actions: screeningActions, publicRoutes })
  const officer: Actor = await addActor(test, 'officer')
  const cookie = await cookieFor(test, officer)
  const strangerCookie = await cookieFor(test, await addActor(test, 'officer'))

  async function open(path: string, as = cookie) {
    const response = await app.request(path, { headers: { cookie: as } })
    return { status: response.status, html: await response.text() }
  }
  async function send(path: string, fields: Record<string, string>, as = cookie) {
    const body = new URLSearchParams(fields).toString()
    const headers = { cookie: as, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const response = await app.request(path, { method: 'POST', headers, body })
    return { status: response.status, to: response.headers.get('location') ?? '', html: await response.text() }
  }
  /** Opens a page and sends its form, as a person would. */
  async function fill(path: string, fields: Record<string, string>) {
    const { html } = await open(path)
    const version = hidden(html, 'version')
    return send(path, { _form: hidden(html, '_form'), ...(version && { version }), ...fields })
  }
  async function begun(given: Begin = {}): Promise<string> {
    const fields = { situation: 'border', ageGroup: 'adult', language: 'kk', place: 'cn-khorgos', ...given }
    const { to } = await fill('/en/screenings/new', fields)
    return /screenings\/([0-9a-f-]{36})\//.exec(to)?.[1] ?? ''
  }
  const save = (screeningId: string, dimension: string, answers: Record<string, string>, version: number) =>
    run(test, officer, onServer(saveDimension), SaveDimension.parse({ screeningId, dimension, version, answers }))
  return { test, officer, strangerCookie, open, send, fill, begun, save }
}

/** What a hidden field of the page's own forms holds. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html.slice(html.indexOf('<main')))?.[1] ?? ''

export const answer = (question: string) => `answers[${question}]`
export const note = (question: string) => `notes[${question}]`

export const checked = (html: string, question: string, value: string): boolean =>
  new RegExp(`name="answers\\[${question}\\]" value="${value}" checked`).test(html.replaceAll(/ id="[^"]*"/g, ''))
