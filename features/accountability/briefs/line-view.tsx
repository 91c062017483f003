import type { T } from './asked.ts'
import type { Line, Source } from './source-book.ts'

type CitesProps = { cites: readonly number[] }

/** The numbers of sources, each leading to where it stands in the list. */
export function Cites({ cites }: CitesProps) {
  return cites.map(each => (
    <sup key={each}>
      <a href={`#s${each}`}>[{each}]</a>
    </sup>
  ))
}

/** A statement, what nobody has checked of it, and where it comes from. */
export function Said({ t, line: { text, cites, unsure } }: { t: T; line: Line }) {
  return (
    <>
      {text} {unsure && <strong class="caution">({t('reports.unverified')})</strong>} <Cites cites={cites} />
    </>
  )
}

/** What is known, and under it what is not. */
export function Lines({ t, lines, gaps }: { t: T; lines: readonly Line[]; gaps: readonly string[] }) {
  return (
    <>
      {lines.length > 0 && (
        <ul>
          {lines.map((line, at) => (
            <li key={at}>
              <Said t={t} line={line} />
            </li>
          ))}
        </ul>
      )}
      {gaps.map(gap => (
        <p key={gap} class="soft">
          {gap}
        </p>
      ))}
    </>
  )
}

/** Every source once, by its number. */
export function SourceList({ t, sources }: { t: T; sources: readonly Source[] }) {
  return (
    <section>
      <h2>{t('briefs.sources')}</h2>
      <ol class="soft">
        {sources.map(({ text, lang, href }, at) => (
          <li key={text} id={`s${at + 1}`}>
            {href ? (
              <a href={href} rel="noreferrer" lang={lang}>
                {text}
              </a>
            ) : (
              <span lang={lang}>{text}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
