import { countryCoded } from '#domain/shared/country-code.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Details } from '#web/components/details/details.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type Asked, hrefOf, nameOf, regionOf, sayStood, sayTier, screen } from './asked.tsx'
import { ChooseCountry } from './choose-country.tsx'
import { Ribbon, RibbonKey } from './ribbon-view.tsx'

/** The region at a glance, and a way to every other country. */
export async function showRegion(asked: Asked): Promise<PublicAnswer> {
  const { t, house, query } = asked
  if (query.country !== undefined) return lead(asked, query.country)
  const last = lastYear(asked)
  const body = (
    <>
      <Headline title={t('tiers.title')} lead={t('tiers.lead')} />
      <p>{t('tiers.permanent')}</p>
      <h2>{t('tiers.region')}</h2>
      <RibbonKey t={t} />
      {regionOf(house).map(iso3 => {
        const rows = house.knowledge.tiers.rows.get(iso3) ?? []
        const stood = rows.at(-1)
        return (
          <section key={iso3}>
            <h3>
              <a href={hrefOf(asked, `/${iso3}`)}>{nameOf(asked, iso3)}</a>
            </h3>
            {stood && <p>{sayStood(t, stood)}</p>}
            <Ribbon asked={asked} iso3={iso3} rows={rows} until={last} />
          </section>
        )
      })}
      <RegionTable asked={asked} last={last} />
      <h2>{t('tiers.other')}</h2>
      <ChooseCountry asked={asked} />
      <LinkList
        items={[
          { href: hrefOf(asked, '/compare'), label: t('tiers.compare') },
          { href: hrefOf(asked, '/tier-3'), label: t('tiers.tier-3', { tier: '3' }) },
          { href: `/${t.language}/region`, label: t('briefs.region'), about: t('briefs.region-link') },
        ]}
      />
      <p class="soft">{house.knowledge.tiers.history.note[t.language]}</p>
    </>
  )
  return screen(asked, body)
}

/** From the form to the page of a country; a code that nobody knows is answered there. */
function lead({ house }: Asked, country: string): PublicAnswer {
  const iso3 = countryCoded(house.knowledge.countryCodes, country)
  return { kind: 'go', to: `/tiers/${iso3 ?? encodeURIComponent(country.slice(0, 20))}` }
}

const lastYear = ({ house }: Asked) =>
  Math.max(...regionOf(house).map(iso3 => house.knowledge.tiers.rows.get(iso3)?.at(-1)?.year ?? 0))

function RegionTable({ asked, last }: { asked: Asked; last: number }) {
  const { t, house } = asked
  const { rows, statutes } = house.knowledge.tiers
  const years = Array.from({ length: last - statutes.firstReport + 1 }, (_, at) => last - at)
  const tierIn = (iso3: string, year: number) => rows.get(iso3)?.find(each => each.year === year)
  return (
    <Details summary={t('tiers.table')}>
      <Table
        caption={t('tiers.region')}
        captionUnseen
        columns={[
          { key: 'year', label: t('tiers.year'), head: true, cell: (year: number) => String(year) },
          ...regionOf(house).map(iso3 => ({
            key: iso3,
            label: nameOf(asked, iso3),
            cell: (year: number) => {
              const row = tierIn(iso3, year)
              return row ? sayTier(t, row.tier) : t('tiers.unknown')
            },
          })),
        ]}
        rows={years}
        rowId={String}
        empty=""
      />
    </Details>
  )
}

/** An address of a country that no report has ranked shows those that there are. */
export function noSuchCountry(asked: Asked): PublicAnswer {
  const { t } = asked
  const body = (
    <>
      <Headline
        crumbs={[{ href: hrefOf(asked, ''), label: t('tiers.title') }]}
        crumbsLabel={t('tiers.place')}
        title={t('tiers.no-country')}
        lead={t('tiers.no-country-lead')}
      />
      <ChooseCountry asked={asked} />
    </>
  )
  return screen(asked, body, { status: 404 })
}
