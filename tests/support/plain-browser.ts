import type { Actor } from '#server/db/transact.ts'
import { appOf, cookieFor } from './client.ts'
import type { TestHouse } from './house.ts'

type Shown = { status: number; text: string; location: string }
export type PlainBrowser = {
  open(path: string, language?: string): Promise<Shown>
  /** Sends the form of a page whose action ends so, with what it carries hidden and what is chosen. */
  send(page: Shown, actionEnd: string, fields: Record<string, string>): Promise<Shown>
}

/** A browser without script: opens pages and sends the forms that it finds in them. */
export async function plainBrowser(house: TestHouse, actor: Actor): Promise<PlainBrowser> {
  const app = appOf(house)
  const cookie = await cookieFor(house, actor)
  const read = async (response: Response): Promise<Shown> => ({
    status: response.status,
    text: (await response.text()).replaceAll('&amp;', '&'),
    location: (response.headers.get('location') ?? '').replace('/en', ''),
  })
  return {
    open: async (path, language = 'en') => read(await app.request(`/${language}${path}`, { headers: { cookie } })),
    send: async (page, actionEnd, fields) => {
      const forms = [...page.text.matchAll(/<form action="([^"]+)" method="post"[^>]*>(.*?)<\/form>/gs)]
      const form = forms.find(([, action = '']) => (action.split('?')[0] ?? '').endsWith(actionEnd))
      if (!form?.[1]) throw new Error(`no form ${actionEnd} in ${page.text.slice(0, 200)}`)
      const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const body = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
        ...fields,
      })
      const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
      return read(await app.request(form[1], { method: 'POST', headers, body: body.toString() }))
    },
  }
}
