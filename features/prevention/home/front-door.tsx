import type { Context, Hono } from 'hono'
import { PUBLIC_LANGUAGES, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { languageOf, rememberedLanguage, rememberLanguage } from '#server/http/client-language.ts'
import { seeOther, withCookies } from '#server/http/respond.ts'
import { NAMES, publicPageIn } from '#server/http/shell.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'

/*
 * The address without anything behind it. Nobody is sent on by what a browser says of itself: a telephone that was set up by
 * somebody else speaks that person's language.
 */

const inHeader = (c: Context, name: string) => c.req.header(name) ?? null

/** Six ways on, each in its own words. */
function firstPage(c: Context, house: House): Promise<Response> {
  const t = house.words.in(languageOf({ accept: inHeader(c, 'accept-language'), offered: PUBLIC_LANGUAGES }))
  const spoken = PUBLIC_LANGUAGES.map(language => ({ language, its: house.words.in(language) }))
  const body = (
    <>
      <h1>
        {spoken.map(({ language, its }, at) => (
          <span key={language} lang={language}>
            {at > 0 && ' · '}
            {its('home.front-help')}
          </span>
        ))}
      </h1>
      <LinkList
        items={spoken.map(({ language, its }) => ({
          href: `/${language}/chosen`,
          label: NAMES[language],
          about: its('home.front-about'),
          lang: language,
        }))}
      />
    </>
  )
  const frame = { house, pages: [], t, path: '/', languages: [], member: null, token: '' }
  return publicPageIn(frame, { title: t('home.tab'), body }, 200, inHeader(c, 'accept-encoding'))
}

/** Colleagues to their work, who has chosen before to that language, and everybody else to the choice. */
export function mountFrontDoor(app: Hono, house: House): void {
  app.get('/', async c => {
    const { headers } = c.req.raw
    const remembered = rememberedLanguage(headers)
    const session = await house.auth.sessionOf(headers)
    if (session) {
      const accept = remembered ?? inHeader(c, 'accept-language')
      return withCookies(seeOther(`/${languageOf({ accept, offered: STAFF_LANGUAGES })}`), session.setCookies)
    }
    return remembered ? seeOther(`/${remembered}`) : firstPage(c, house)
  })
}

/** The ways on lead through here, so that a choice is remembered while the browser is open, without script. */
export const remember = (house: House, language: (typeof PUBLIC_LANGUAGES)[number]) => ({
  kind: 'go' as const,
  to: '',
  setCookies: [rememberLanguage(house.settings, language)],
})
