import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Rail, type RailGroup } from './rail.tsx'

/*
 * Page: a whole document. Public pages leave out rail and signedIn.
 *   title           the document's title, brand included
 *   width           'read' one column for reading and forms (default without rail), 'work' the full desk (default with rail)
 *   languages       label names the list ("Language"); the current one is shown as text
 *   scripts         of the page: what leaves it at once, what keeps it fresh; the page is whole without them
 *   manifestHref    of a page that can be installed as an app
 *   leave           quick exit: a plain link to a harmless page
 *   banner          one line over everything (demo)
 *   alert           one line over everything that must not be forgotten, with the way to it
 *   rail            staff navigation; on a phone it folds under menuLabel
 *   signedIn        signOut.hidden carries the form's token
 *   printed         the last line on paper: where this was read, and when
 *   footer          note says which words no native speaker has reviewed; keys is shown by the script that they belong to
 */
export type PageLink = { href: string; label: string }
export type LanguageLink = { lang: string; label: string; href: string; current?: boolean | undefined }
export type SignedIn = {
  name: string
  agency: string
  signOut: { action: string; label: string; hidden?: Record<string, string> | undefined }
}
export type PageProps = {
  lang: string
  dir?: 'ltr' | 'rtl' | undefined
  title: string
  stylesheetHref: string
  scripts?: readonly string[] | undefined
  manifestHref?: string | undefined
  brand: PageLink
  skipLabel: string
  languages?: { label: string; links: readonly LanguageLink[] } | undefined
  leave?: PageLink | undefined
  banner?: ComponentChildren
  alert?: (PageLink & { text: string }) | undefined
  rail?: { label: string; menuLabel: string; groups: readonly RailGroup[] } | undefined
  signedIn?: SignedIn | undefined
  printed?: string | undefined
  footer?: { note?: ComponentChildren; keys?: string | undefined; links?: readonly PageLink[] | undefined } | undefined
  width?: 'read' | 'work' | undefined
  children?: ComponentChildren
}

export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToString(<Page {...props} />)}`
}

export function Page(props: PageProps) {
  const { rail, footer } = props
  return (
    <html lang={props.lang} dir={props.dir}>
      <Head {...props} />
      <body>
        <a class="skip" href="#main">
          {props.skipLabel}
        </a>
        <Top {...props} />
        <div class={rail ? 'desk' : undefined}>
          {rail && <Rail {...rail} />}
          <main id="main" tabindex={-1} class={props.width ?? (rail ? 'work' : 'read')}>
            {props.children}
          </main>
        </div>
        {props.printed && <p class="printed">{props.printed}</p>}
        {footer && <Footer {...footer} />}
      </body>
    </html>
  )
}

function Head({ title, stylesheetHref, scripts = [], manifestHref }: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="format-detection" content="telephone=no" />
      <title>{title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={stylesheetHref} />
      {manifestHref && <link rel="manifest" href={manifestHref} />}
      {scripts.map(src => (
        <script key={src} src={src} defer />
      ))}
    </head>
  )
}

function Top({ banner, alert, brand, languages, leave, signedIn }: PageProps) {
  return (
    <header>
      {banner && <p class="banner">{banner}</p>}
      {alert && (
        <p class="banner alert" role="status">
          {alert.text} <a href={alert.href}>{alert.label}</a>
        </p>
      )}
      <div class="top">
        <a class="brand" href={brand.href}>
          {brand.label}
        </a>
        {languages && <Languages {...languages} />}
        {signedIn && <SignedInStrip {...signedIn} />}
        {leave && (
          <a class="leave" href={leave.href} rel="noreferrer">
            {leave.label}
          </a>
        )}
      </div>
    </header>
  )
}

function Languages({ label, links }: { label: string; links: readonly LanguageLink[] }) {
  return (
    <nav class="languages" aria-label={label}>
      <ul>
        {links.map(({ lang, label, href, current }) => (
          <li key={lang}>
            {current ? (
              <span lang={lang} aria-current="true">
                {label}
              </span>
            ) : (
              <a href={href} lang={lang} hreflang={lang}>
                {label}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SignedInStrip({ name, agency, signOut }: SignedIn) {
  return (
    <form class="signed-in" method="post" action={signOut.action}>
      {Object.entries(signOut.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span>
        <bdi>{name}</bdi> <bdi class="soft">{agency}</bdi>
      </span>
      <button class="link" type="submit">
        {signOut.label}
      </button>
    </form>
  )
}

function Footer({ note, keys, links = [] }: NonNullable<PageProps['footer']>) {
  return (
    <footer class="foot">
      {links.length > 0 && (
        <ul>
          {links.map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      )}
      {keys && (
        <p id="leave-keys" hidden>
          {keys}
        </p>
      )}
      {note && <p>{note}</p>}
    </footer>
  )
}
