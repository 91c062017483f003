import type { Country, Hotline, Office, Place, Region } from '#knowledge/schema/country.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { type Asked, hrefOf, Numbers, notHere, Source, screen } from './parts.tsx'

/** A region's own part of an address: its code in small letters. */
export const pathOf = ({ id }: Region) => `/help/near/${id.toLowerCase()}`

export async function showNear(asked: Asked): Promise<PublicAnswer> {
  const { t, house } = asked
  const { regions } = house.country
  return screen(
    asked,
    <>
      <Headline
        title={t('help.near-title')}
        lead={t('help.near-lead')}
        crumbs={[{ href: hrefOf(asked, '/help'), label: t('help.title') }]}
        crumbsLabel={t('shell.you-are-here')}
      />
      {regions.some(each => each.name[t.language] === undefined) && <p>{t('tips.region-in-russian')}</p>}
      <LinkList
        items={regions.map(each => ({ href: hrefOf(asked, pathOf(each)), label: textIn(each.name, t.language) }))}
      />
    </>,
  )
}

type PlaceProps = { asked: Asked; place: Place; hotlines: readonly Hotline[] }

/** No address: where a shelter stands is secret, and the line brings the two together. */
function PlaceOfHelp({ asked: { t }, place, hotlines }: PlaceProps) {
  const { kind, town, name, gives, reachedBy, asOf, source, status } = place
  const line = hotlines.find(each => each.id === reachedBy)
  return (
    <section>
      <h3>{t(`help.place-${kind}`, { town: town[t.language] })}</h3>
      {name && (
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </p>
      )}
      <p>{gives[t.language]}</p>
      {line && <p>{t('help.place-reached', { number: line.number })}</p>}
      <p>{t('help.place-as-of', { year: asOf })}</p>
      <Source t={t} text={source} status={status} />
    </section>
  )
}

function OfficeOfState({ asked: { t }, office: { name, helps, cite, status } }: { asked: Asked; office: Office }) {
  return (
    <section>
      <h3>{name[t.language]}</h3>
      <p>{helps[t.language]}</p>
      <Source t={t} text={`${cite.act}, ${cite.article}`} href={cite.url} status={status} />
    </section>
  )
}

function Around({ asked, country, region }: { asked: Asked; country: Country; region: Region }) {
  const { t } = asked
  const places = country.places.filter(each => each.region === region.id)
  return (
    <>
      <h2>{t('help.places')}</h2>
      {places.length === 0 && <p>{t('help.no-place')}</p>}
      {places.map(each => (
        <PlaceOfHelp key={each.id} asked={asked} place={each} hotlines={country.hotlines} />
      ))}
      <h2>{t('help.offices')}</h2>
      <p>{t('help.offices-lead')}</p>
      {country.offices.map(each => (
        <OfficeOfState key={each.id} asked={asked} office={each} />
      ))}
    </>
  )
}

export async function showRegion(asked: Asked): Promise<PublicAnswer> {
  const { t, house, params } = asked
  const { country } = house
  const region = country.regions.find(each => each.id.toLowerCase() === params.region)
  if (!region) return notHere(asked)
  return screen(
    asked,
    <>
      <Headline
        title={textIn(region.name, t.language)}
        crumbs={[
          { href: hrefOf(asked, '/help'), label: t('help.title') },
          { href: hrefOf(asked, '/help/near'), label: t('help.near-title') },
        ]}
        crumbsLabel={t('shell.you-are-here')}
      />
      <Numbers t={t} lines={country.hotlines} first="trafficking" />
      <Around asked={asked} country={country} region={region} />
    </>,
  )
}
