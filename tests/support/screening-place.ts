import type { TestHouse } from './house.ts'
import { hidden } from './screening-desk.ts'

/** A request for a page, or with fields the sending of its form. */
export type Asked = { path: string; fields?: Record<string, string> }
export type Answered = { status: number; to: string; html: string }
type Begin = Partial<{ ageGroup: string; language: string; situation: string; onPage: string }>

/** Where somebody is screened: at a desk of the server, or on a field device. What a person does there is the same. */
export type Place = ReturnType<typeof placeOver>

export function placeOver(ask: (asked: Asked) => Promise<Answered>, test: TestHouse) {
  const open = (path: string) => ask({ path })
  const send = (path: string, fields: Record<string, string>) => ask({ path, fields })
  /** Opens a page and sends its form, as a person would. */
  async function fill(path: string, fields: Record<string, string>) {
    const { html } = await open(path)
    const carried = ['version', 'one'].map(name => [name, hidden(html, name)]).filter(([, value]) => value)
    const action = /<form[^>]* action="([^"]*)"/.exec(html.slice(html.indexOf('<main')))?.[1]
    const to = action?.replace(/^\/field/, '').replaceAll('&amp;', '&') ?? path
    return send(to, { _form: hidden(html, '_form'), ...Object.fromEntries(carried), ...fields })
  }
  async function begun(given: Begin = {}): Promise<string> {
    const fields = { situation: 'border', ageGroup: 'adult', language: 'kk', place: 'cn-khorgos', ...given }
    const { to } = await fill('/en/screenings/new', fields)
    return /screenings\/([0-9a-f-]{36})\//.exec(to)?.[1] ?? ''
  }
  return { test, open, send, fill, begun }
}
