import type { VNode } from 'preact'
import type { CountryFacts, Hotline } from '#knowledge/schema/country.ts'
import type { Status } from '#knowledge/schema/fact.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { messagePage } from '#server/http/message-page.tsx'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { Call } from '#web/components/call/call.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'

/* Pages for somebody in need: the same for everybody, so that nothing is asked, stored or said in an address. */

export type Asked = PublicRequest<PublicLanguage>
type Words = Translate<PublicLanguage>

export const hrefOf = ({ t }: Pick<Asked, 't'>, path: string) => `/${t.language}${path}`

/** The title tells a stranger nothing. */
export const screen = ({ t }: Asked, body: VNode): PublicAnswer => ({ kind: 'screen', title: t('help.tab'), body })

export const notHere = ({ t, house }: Asked): PublicAnswer => ({
  kind: 'screen',
  ...messagePage(t, 'not-found', house.country),
  status: 404,
})

type SourceProps = { t: Words; text: string; href?: string | undefined; status: Status }

/** Sources are named in English; whether anybody has checked them is said in the reader's language. */
export function Source({ t, text, href, status }: SourceProps) {
  return (
    <>
      {status === 'unverified' && <p class="caution">{t('help.unchecked')}</p>}
      <Sourced text={text} lang="en" href={href} />
    </>
  )
}

/** What a caller wants to know first; what nobody knows is said as well. */
function linesOf(t: Words, { name, free, roundTheClock, languages, verifiedOn }: Hotline): string[] {
  const known = [
    free !== null && t(free ? 'help.free-yes' : 'help.free-no'),
    roundTheClock !== null && t(roundTheClock ? 'help.hours-always' : 'help.hours-not-always'),
    languages !== null && t('help.spoken', { languages: languages.map(each => t.languageName(each)).join(', ') }),
    verifiedOn !== null && t('help.confirmed', { day: t.day(new Date(`${verifiedOn}T12:00:00Z`)) }),
  ]
  const unknown = [
    free === null && t('help.unknown-free'),
    roundTheClock === null && t('help.unknown-hours'),
    languages === null && t('help.unknown-languages'),
  ].filter(each => each !== false)
  const lacking = unknown.length > 0 && t('help.not-known', { what: unknown.join(', ') })
  return [name[t.language], ...known, lacking].filter(each => each !== false)
}

/** The numbers of a country, one kind before the others. */
export function Numbers({ t, lines, first }: { t: Words; lines: readonly Hotline[]; first: Hotline['for'] }) {
  const ordered = lines.toSorted((one, other) => Number(other.for === first) - Number(one.for === first))
  return ordered.map(line => (
    <Call
      key={line.id}
      number={line.number}
      href={`tel:${line.number.replaceAll(' ', '')}`}
      lines={linesOf(t, line)}
      caution={line.status === 'verified' ? undefined : t('shell.unverified')}
    >
      <Sourced text={line.source} lang="en" />
    </Call>
  ))
}

/** Of a country that somebody may be in, with what is not known there. */
export function NumbersAbroad({ t, country }: { t: Words; country: CountryFacts }) {
  const { hotlines, iso2 } = country
  return (
    <section>
      <h3>{t.countryName(iso2)}</h3>
      {hotlines.length === 0 && <p>{t('help.no-number')}</p>}
      {hotlines.length > 0 && !hotlines.some(each => each.for === 'trafficking') && <p>{t('help.no-hotline')}</p>}
      <Numbers t={t} lines={hotlines} first="trafficking" />
    </section>
  )
}
