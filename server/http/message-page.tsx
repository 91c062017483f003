import type { Country } from '#knowledge/schema/country.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { Calls } from './calls.tsx'

export type Message = 'not-found' | 'not-allowed' | 'form-spent' | 'fault' | 'unreachable' | 'too-large' | 'malformed'

/** A page that says in plain words what happened, and whom to call when the program cannot help. */
export function messagePage(t: Translate<PublicLanguage>, kind: Message, country: Country) {
  const title = t(`shell.${kind}`)
  const body = (
    <>
      <Headline title={title} lead={t(`shell.${kind}-lead`)} />
      {(kind === 'fault' || kind === 'unreachable') && <Calls t={t} country={country} />}
    </>
  )
  return { title, body }
}
