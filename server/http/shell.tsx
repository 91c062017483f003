import { type PublicLanguage, STAFF_LANGUAGES, type Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { renderPage } from '#web/components/page/page.tsx'
import { type Island, islands, leaving, stylesheet } from './assets.ts'
import { mayEnter } from './endpoint.ts'
import type { Member } from './member.ts'
import type { Heading, Page, Screen } from './page.ts'
import { html, publicHtml, withScripts } from './respond.ts'

const HEADINGS: readonly Heading[] = ['today', 'identification', 'protection', 'partnership', 'own']

/** An address that tells nothing: where the quick exit leads. */
const ELSEWHERE = 'https://www.wikipedia.org/'

export type Frame = {
  house: House
  pages: readonly Page[]
  t: Translate<PublicLanguage>
  /** Those that this page has. */
  languages?: readonly PublicLanguage[]
  /** The path without its language, for the language links and the menu's mark. */
  path: string
  /** What a page was asked with that the language links and the printed address keep. */
  search?: string | undefined
  member: Member | null
  token: string
  /** The colleague's own access in an emergency, while it runs. */
  emergency?: { id: string; until: Date } | null
  island?: Island | undefined
  /** A page that may be printed and passed on: its address and the day stand at the end of the paper. */
  forPaper?: boolean
}

function rail({ pages, t, path, member }: Frame) {
  if (!member) return undefined
  const shown = pages.filter(page => page.nav && mayEnter(page.access, member.role))
  const groups = HEADINGS.map(heading => ({
    heading: t(`shell.heading-${heading}`),
    links: shown
      .filter(page => page.nav?.heading === heading)
      .map(page => ({
        href: `/${t.language}${page.path === '/' ? '' : page.path}`,
        label: page.nav ? t(page.nav.word) : '',
        current: page.path === '/' ? path === '/' : path === page.path || path.startsWith(`${page.path}/`),
      })),
  }))
  groups.at(-1)?.links.push({
    href: `/${t.language}/change-password`,
    label: t('sign-in.change-title'),
    current: path === '/change-password',
  })
  return { label: t('shell.menu'), menuLabel: t('shell.menu'), groups: groups.filter(group => group.links.length > 0) }
}

function alert({ t, emergency }: Frame) {
  if (!emergency) return undefined
  return {
    text: t('shell.emergency', { at: t.instant(emergency.until) }),
    href: `/${t.language}/break-glass/${emergency.id}`,
    label: t('shell.emergency-see'),
  }
}

function signedIn({ t, member, token }: Frame) {
  if (!member) return undefined
  const signOut = { action: `/${t.language}/sign-out`, label: t('shell.sign-out'), hidden: { _form: token } }
  return { name: member.name, agency: member.agencyName, signOut }
}

export const NAMES: Record<PublicLanguage, string> = {
  en: 'English',
  ru: 'Русский',
  kk: 'Қазақша',
  uz: 'Oʻzbekcha',
  ky: 'Кыргызча',
  tg: 'Тоҷикӣ',
}

/** Where somebody who is not signed in goes from any page. */
const WAYS = ['help', 'guides', 'rights', 'check', 'tip', 'about'] as const

function foot({ house, t, member }: Frame) {
  const ways = WAYS.map(each => ({ href: `/${t.language}/${each}`, label: t(`home.${each}`) }))
  return {
    note: house.words.reviewed(t.language) ? undefined : t('shell.unreviewed'),
    keys: t('shell.leave-keys'),
    links: member ? [{ href: '/api', label: t('shell.api') }] : ways,
  }
}

const scriptsOf = ({ island }: Pick<Frame, 'island'>) => [leaving.href, ...(island ? [islands[island].href] : [])]
export const policyOf = (frame: Pick<Frame, 'house' | 'island'>) =>
  withScripts(frame.house, scriptsOf(frame), frame.island !== undefined)

/** A page in the frame that all pages share. */
export const pageIn = (frame: Frame, screen: Screen, status = 200): Response =>
  html(documentOf(frame, screen), status, policyOf(frame))

/** One that holds nothing of anybody, packed as the reader's browser accepts it. */
export const publicPageIn = (frame: Frame, screen: Screen, status: number, accept: string | null): Response =>
  publicHtml(documentOf(frame, screen), status, accept, policyOf(frame))

/** The text of a page in the frame that all pages share. */
export function documentOf(frame: Frame, { title, body }: Screen): string {
  const { house, t, path, search, member, languages = STAFF_LANGUAGES, forPaper } = frame
  const address = `${path === '/' ? '' : path}${search ? `?${search}` : ''}`
  return renderPage({
    lang: t.language,
    title: member ? `${title} · Aman` : title,
    stylesheetHref: stylesheet.href,
    scripts: scriptsOf(frame),
    brand: { href: `/${t.language}`, label: 'Aman' },
    skipLabel: t('shell.skip'),
    languages: languages.length > 0 ? languageLinks(frame, languages, address) : undefined,
    leave: { href: ELSEWHERE, label: t('shell.leave') },
    banner: house.settings.demo ? t('shell.demo') : undefined,
    alert: alert(frame),
    rail: rail(frame),
    signedIn: signedIn(frame),
    printed: forPaper ? `${house.settings.origin}/${t.language}${address} · ${t.day(house.clock())}` : undefined,
    footer: foot(frame),
    children: body,
  })
}

function languageLinks({ t }: Frame, languages: readonly PublicLanguage[], address: string) {
  const links = languages.map(lang => ({
    lang,
    label: NAMES[lang],
    href: `/${lang}${address}`,
    current: lang === t.language,
  }))
  return { label: t('shell.language'), links }
}
