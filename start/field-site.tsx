import type { Context, Hono } from 'hono'
import sharp from 'sharp'
import { isCarried } from '#features/identification/field/carry.ts'
import { BASE } from '#features/identification/field/field-app.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { recordingAddress } from '#knowledge/schema/recording.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { fieldScripts, stylesheet } from '#server/http/assets.ts'
import { languageOf } from '#server/http/client-language.ts'
import {
  html,
  manifest,
  nothing,
  picture,
  script,
  unchanging,
  withWorker,
  words,
  worker,
} from '#server/http/respond.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { recordingIn, recordingsNamed } from '#server/knowledge/recordings.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { renderPage } from '#web/components/page/page.tsx'
import { buildFieldWorker } from './field-build.ts'

const MANIFEST = `${BASE}/manifest.webmanifest`
const SIZES = [192, 512] as const
const RECORDINGS = '/field/audio/:instrument/:file'
const iconAt = (size: number) => `${BASE}/icon-${size}.png`

/** A square with a mark that says nothing of what the app is for: the telephone may be looked at by others. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#1d4d4f"/><path d="M20 18h24v4H20zm0 12h24v4H20zm0 12h16v4H20z" fill="#fff"/></svg>`

/** Made at the first question and then kept: most programs of a server never ask. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

export const fieldApp = once(async () => {
  const { instruments } = await loadKnowledge()
  const files = {
    stylesheet: stylesheet.href,
    island: fieldScripts.page.href,
    manifest: MANIFEST,
    more: SIZES.map(iconAt),
  }
  return buildFieldWorker(files, recordingsFor(instruments))
})

/** Where the recordings of what a telephone carries are fetched. Each version of an instrument may name the same ones. */
function recordingsFor(instruments: readonly Instrument[]): string[] {
  const named = instruments
    .filter(isCarried)
    .flatMap(each => recordingsNamed(each).map(({ file }) => recordingAddress(each.id, file)))
  return [...new Set(named)]
}

const icon = (size: number) => once(() => sharp(Buffer.from(ICON)).resize(size, size).png().toBuffer())

/** What an installed app is called: the name of a tool, which tells nobody what the tool is for. */
const manifestOf = (name: string) =>
  JSON.stringify({
    name,
    short_name: name,
    start_url: `${BASE}/`,
    scope: `${BASE}/`,
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#1d4d4f',
    icons: SIZES.map(size => ({
      src: iconAt(size),
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose: 'any maskable',
    })),
  })

const accepted = (c: Context) => c.req.header('accept-encoding') ?? null

/** The files of the field app, and the page that installs it. Once it is installed its worker answers here, and this is not asked. */
export function mountField(app: Hono, house: Pick<House, 'settings' | 'words' | 'knowledge'>): void {
  app.get(`${BASE}/worker.js`, async c => worker((await fieldApp()).script, accepted(c)))
  app.get(MANIFEST, c => manifest(manifestOf(house.words.in('en')('field-app.name')), accepted(c)))
  for (const size of SIZES) {
    const drawn = icon(size)
    app.get(iconAt(size), async () => picture(await drawn(), 'image/png'))
  }
  for (const { href, body } of Object.values(fieldScripts)) app.get(href, c => script(body, accepted(c)))
  app.get(`${BASE}/:file{words-.+}`, async c => {
    const found = (await fieldApp()).words.find(each => each.href === c.req.path)
    return found ? words(found.body, accepted(c)) : c.notFound()
  })
  app.get(RECORDINGS, async c => {
    const found = await recordingIn(house.knowledge.instruments, c.req.param('instrument'), c.req.param('file'))
    return found ? unchanging(found.bytes, found.type) : nothing(404)
  })
  app.get(BASE, c => c.redirect(`${BASE}/`, 303))
  app.get(`${BASE}/*`, c => installing(c, house))
}

function installing(c: Context, house: Pick<House, 'settings' | 'words'>): Response {
  const asked = c.req.path.split('/')[2]
  const wished = languageOf({ accept: c.req.header('accept-language') ?? null, offered: STAFF_LANGUAGES })
  const t = house.words.in<Language>(STAFF_LANGUAGES.find(each => each === asked) ?? wished)
  const text = renderPage({
    lang: t.language,
    title: t('field-app.name'),
    stylesheetHref: stylesheet.href,
    scripts: [fieldScripts.install.href],
    manifestHref: MANIFEST,
    brand: { href: `${BASE}/`, label: t('field-app.name') },
    skipLabel: t('shell.skip'),
    children: (
      <>
        <Headline title={t('field-app.install-title')} lead={t('field-app.install-lead')} />
        <p class="notice warn" id="unable" hidden>
          {t('field-app.install-unable')}
        </p>
        <p class="notice warn" id="failed" hidden>
          {t('field-app.install-failed')}
        </p>
        <noscript>
          <p class="notice warn">{t('field-app.install-unable')}</p>
        </noscript>
      </>
    ),
  })
  return html(text, 200, withWorker(house, fieldScripts.install.href))
}
