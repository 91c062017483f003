import type { PublicAnswer } from '#server/http/public-route.ts'
import { Details } from '#web/components/details/details.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { type Asked, hrefOf, Numbers, NumbersAbroad, screen } from './parts.tsx'

const SAFELY = ['phone', 'start', 'wrong', 'back', 'delete', 'save'] as const

export function CallSafely({ t }: Pick<Asked, 't'>) {
  return (
    <>
      <h2>{t('help.safe-title')}</h2>
      <ul>
        {SAFELY.map(each => (
          <li key={each}>{t(`help.safe-${each}`)}</li>
        ))}
      </ul>
    </>
  )
}

/** For whoever is not where this program runs. */
export function Abroad({ t, house }: Pick<Asked, 't' | 'house'>) {
  const others = house.knowledge.countryFacts.filter(each => each.iso3 !== house.country.iso3)
  return (
    <Details summary={t('help.abroad')}>
      <p>{t('help.abroad-lead')}</p>
      {others.map(each => (
        <NumbersAbroad key={each.iso3} t={t} country={each} />
      ))}
    </Details>
  )
}

export async function showHelp(asked: Asked): Promise<PublicAnswer> {
  const { t, house } = asked
  const { country, knowledge } = house
  return screen(
    asked,
    <>
      <Headline title={t('help.title')} lead={t('help.lead')} />
      <h2>{t('help.numbers', { country: t.countryName(country.iso2) })}</h2>
      <Numbers t={t} lines={country.hotlines} first="emergency" />
      <Abroad t={t} house={house} />
      <h2>{t('help.situations')}</h2>
      <LinkList
        items={knowledge.situations.map(({ id, label, about }) => ({
          href: hrefOf(asked, `/help/${id}`),
          label: label[t.language],
          about: about[t.language],
        }))}
      />
      <CallSafely t={t} />
      <h2>{t('help.ways')}</h2>
      <LinkList
        items={[{ href: hrefOf(asked, '/help/near'), label: t('help.way-near'), about: t('help.way-near-about') }]}
      />
    </>,
  )
}
