import type { VNode } from 'preact'
import { PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES, type Translate } from '#knowledge/schema/words.ts'
import { formToken, openKeptForm } from '#server/auth/kept-form.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { Button, Buttons, Form, Hidden } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import type { PublicAnswer, PublicRoute } from './public-route.ts'
import type { Typed } from './read-fields.ts'
import { download, publicHtml, seeOther, withCookies } from './respond.ts'
import { documentOf, type Frame, pageIn, policyOf } from './shell.tsx'
import { keepSteady, steadyText } from './steady.ts'

export type Guest = {
  house: House
  t: Translate<PublicLanguage>
  headers: Headers
  ip: string
  url: URL
  path: string
}

/** The words of a page that has the desk's languages only. */
export const deskWords = ({ house, t }: Guest): Translate =>
  house.words.in(STAFF_LANGUAGES.find(each => each === t.language) ?? 'en')

const isForDesk = ({ t }: Guest) => STAFF_LANGUAGES.some(each => each === t.language)

/** A page for somebody who is not signed in: no menu, no name. */
export function guestPage(guest: Guest, screen: GuestScreen, status = 200, cookies: readonly string[] = []) {
  return withCookies(pageIn(frameOf(guest, screen), screen, status), cookies)
}

type GuestScreen = { title: string; body: VNode; languages?: readonly PublicLanguage[] | undefined; search?: string }

function frameOf(guest: Guest, { languages, search }: Pick<GuestScreen, 'languages' | 'search'>): Frame {
  const { house, t, path } = guest
  const offered = languages ?? (isForDesk(guest) ? STAFF_LANGUAGES : PUBLIC_LANGUAGES)
  return { house, pages: [], t, path, search, languages: offered, member: null, token: '' }
}

export async function servePublic(
  guest: Guest,
  route: PublicRoute,
  typed: Typed,
  params: Record<string, string> = {},
  file: Arriving | null = null,
): Promise<Response> {
  // What is asked for by its address alone is the same for everybody.
  const steady = route.method === 'get' && route.languages && guest.url.search === ''
  const known = steady ? steadyText(guest.house, guest.url.pathname) : undefined
  if (known) return publicHtml(known, 200, guest.headers.get('accept-encoding'), policyOf(guest))
  const query = Object.fromEntries(guest.url.searchParams)
  const request = { ...guest, params, query, typed, file }
  const answer: PublicAnswer = await (route.languages
    ? route.run(request)
    : route.run({ ...request, t: deskWords(guest) }))
  const { t } = guest
  const { languages } = route
  switch (answer.kind) {
    case 'screen':
      // Asked for and not sent to: it holds nothing that was typed, kept or made for one reader.
      if (route.method === 'get' && !typed.kept && !answer.own && !answer.setCookies?.length) {
        const frame = { ...frameOf(guest, { ...answer, languages }), forPaper: languages !== undefined }
        const [text, status] = [documentOf(frame, answer), answer.status ?? 200]
        if (steady && status === 200) keepSteady(guest.house, guest.url.pathname, text)
        return publicHtml(text, status, guest.headers.get('accept-encoding'), policyOf(guest))
      }
      return guestPage(guest, { ...answer, languages }, answer.status, answer.setCookies)
    case 'file':
      return download(answer.file)
    case 'go':
      return withCookies(seeOther(`/${t.language}${answer.to}`), answer.setCookies)
    case 'entered':
      return withCookies(resume(guest, answer.userId, typed), answer.setCookies)
  }
}

/** After a sign-in: the start page, or the form that was being written when the session ended, to its writer only. */
function resume(guest: Guest, userId: string, typed: Typed): Response {
  const { house, t } = guest
  const text = typeof typed.kept === 'string' ? typed.kept : ''
  const kept = text ? openKeptForm(house.keys.forms, text, house.clock(), userId) : null
  if (!kept) return seeOther(`/${t.language}`)
  const token = formToken(house.keys.forms, { userId, id: house.newId(), at: house.clock() })
  const body = (
    <>
      <Headline title={t('shell.kept')} lead={t('shell.kept-lead')} />
      <Form action={kept.path} hidden={{ _form: token }}>
        {pairs(kept.fields).map(([name, value]) => (
          <Hidden key={`${name} ${value}`} name={name} value={value} />
        ))}
        <Buttons>
          <Button label={t('shell.kept-send')} />
          <Button kind="plain" href={`/${t.language}`} label={t('shell.kept-drop')} />
        </Buttons>
      </Form>
    </>
  )
  return guestPage(guest, { title: t('shell.kept'), body })
}

/** Back to the names that a form sends. */
function pairs(fields: Typed): [name: string, value: string][] {
  return Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]]
    if (Array.isArray(value)) return value.map(each => [`${name}[]`, each])
    return Object.entries(value).map(([key, text]) => [`${name}[${key}]`, text])
  })
}
