/*
 * ReadAloud { texts: { lang, title?, lines }[] }: what is read to a person or handed over to her. The first text is hers and large,
 * the next stands beside it in the reader's own language.
 */
export type AloudText = { lang: string; title: string; lines: readonly string[] }

export function ReadAloud({ texts }: { texts: readonly AloudText[] }) {
  return (
    <div class="aloud">
      {texts.map(({ lang, title, lines }) => (
        <blockquote lang={lang} key={lang}>
          <p>
            <strong>{title}</strong>
          </p>
          {lines.map(line => (
            <p key={line}>{line}</p>
          ))}
        </blockquote>
      ))}
    </div>
  )
}
