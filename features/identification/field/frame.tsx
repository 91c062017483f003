import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Screen } from '#server/http/page.ts'
import { renderPage } from '#web/components/page/page.tsx'
import { BASE, type Frame } from './field-app.ts'

/** The files that a page of the app loads; the worker has them all. */
export type Files = { stylesheet: string; island: string; manifest: string; words: Record<Language, string> }

const NAMES = { en: 'English', ru: 'Русский', kk: 'Қазақша' } as const

const RAIL = [
  ['/screenings', 'field-app.kept-nav'],
  ['/screenings/new', 'screening.start'],
  ['/certificate', 'field-app.certificate-nav'],
  ['/device', 'field-app.device-nav'],
] as const

function rail({ t, path, state }: Frame) {
  if (state !== 'open') return undefined
  const links = RAIL.map(([to, word]) => ({
    href: `${BASE}/${t.language}${to}`,
    label: t(word),
    current: path === to,
  }))
  return { label: t('shell.menu'), menuLabel: t('shell.menu'), groups: [{ heading: t('field-app.nav'), links }] }
}

type Standing = { count: number; paused: string | null; low: boolean }

/** How the device stands, on every page: what waits here, and what a person has to do something about before it hurts. */
export const standing = (t: Frame['t'], { count, paused, low }: Standing): string =>
  [
    t('field-app.unsent', { count }),
    ...(paused ? [t('field-app.paused')] : []),
    ...(low ? [t('field-app.room-low')] : []),
  ].join('. ')

/** What the page's own script says: web/islands/field.ts. */
function Status({ t, unsent }: { t: Frame['t']; unsent: number }) {
  return (
    <>
      <span id="field-status" role="status">
        {t('field-app.unsent', { count: unsent })}
      </span>{' '}
      <span id="field-network" role="status" data-offline={t('field-app.no-network')} />{' '}
      <span
        id="field-saved"
        role="status"
        data-saved={t('field-app.typed-saved')}
        data-failed={t('field-app.typed-failed')}
      />
    </>
  )
}

/** Where the script says how to listen, and names the buttons that it puts beside what may be read to a person. */
function Aloud({ t }: Pick<Frame, 't'>) {
  return (
    <p
      id="aloud"
      class="hint"
      hidden
      role="status"
      data-read={t('field-app.read-aloud')}
      data-stop={t('field-app.read-stop')}
      data-headphones={t('field-app.read-headphones')}
      data-no-voice={t('field-app.read-no-voice', { language: '{language}' })}
    />
  )
}

/** One page of the app. Its title is the same everywhere: titles stay in a browser's history. */
export function pageAround(frame: Frame & { unsent: number }, screen: Screen, files: Files): string {
  const { t, path, state, unsent } = frame
  return renderPage({
    lang: t.language,
    title: t('field-app.name'),
    stylesheetHref: files.stylesheet,
    scripts: [files.island],
    brand: { href: `${BASE}/${t.language}`, label: t('field-app.name') },
    skipLabel: t('shell.skip'),
    languages: {
      label: t('shell.language'),
      links: STAFF_LANGUAGES.map(lang => ({
        lang,
        label: NAMES[lang],
        href: `${BASE}/${lang}${path}`,
        current: lang === t.language,
      })),
    },
    leave: state === 'open' ? { href: `${BASE}/${t.language}/hidden`, label: t('field-app.hide') } : undefined,
    banner: state === 'open' && <Status t={t} unsent={unsent} />,
    rail: rail(frame),
    children: (
      <>
        {state === 'open' && <Aloud t={t} />}
        {screen.body}
      </>
    ),
  })
}
