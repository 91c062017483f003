import type { Country } from '#knowledge/schema/country.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { Call } from '#web/components/call/call.tsx'
import { Headline } from '#web/components/headline/headline.tsx'

export type Message = 'not-found' | 'not-allowed' | 'form-spent' | 'fault' | 'too-large' | 'malformed'

/** A page that says in plain words what happened, and whom to call when the program cannot help. */
export function messagePage(t: Translate<PublicLanguage>, kind: Message, country: Country) {
  const title = t(`shell.${kind}`)
  const line = country.hotlines[0]
  const body = (
    <>
      <Headline title={title} lead={t(`shell.${kind}-lead`)} />
      {kind === 'fault' && line && (
        <Call
          number={line.number}
          href={`tel:${line.number.replaceAll(' ', '')}`}
          lines={[t('shell.hotline')]}
          caution={line.status === 'verified' ? undefined : t('shell.unverified')}
        />
      )}
    </>
  )
  return { title, body }
}
