import type { TierRow } from '#domain/tiers/history.ts'
import type { Outlook } from '#domain/tiers/outlook.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type Asked, hrefOf, nameOf, regionOf, sayStood, sayTier, screen, watchListIn } from './asked.tsx'
import { Clock, NextReport } from './clock-view.tsx'
import { type Reading, readingOf } from './reading.ts'
import { noSuchCountry } from './region-page.tsx'
import { HistoryTable, Ribbon, RibbonKey } from './ribbon-view.tsx'
import { outlookAfter } from './tell-tiers.ts'

/** One country: where it stood, how the clock stands after a report, and what each list would mean for the one after the next. */
export async function showCountry(asked: Asked): Promise<PublicAnswer> {
  const { t, house, params } = asked
  const reading = readingOf(asked, params.country ?? '')
  const last = reading?.rows.at(-1)
  const outlook = reading && outlookAfter(house.knowledge, reading.iso3, reading.rows)
  if (!reading || !last || !outlook) return noSuchCountry(asked)
  const { iso3, rows, asOf } = reading
  const statute = house.knowledge.tiers.statutes.of(outlook.next.year)
  const body = (
    <>
      <Headline
        crumbs={[{ href: hrefOf(asked, ''), label: t('tiers.title') }]}
        crumbsLabel={t('tiers.place')}
        title={nameOf(asked, iso3)}
        lead={sayStood(t, last)}
      />
      <AsOfNotice asked={asked} reading={reading} />
      <RibbonKey t={t} />
      <Ribbon asked={asked} iso3={iso3} rows={rows} until={asOf} />
      <HistoryTable asked={asked} rows={rows} />
      <h2>{t('tiers.clock')}</h2>
      <Clock t={t} outlook={outlook} statute={statute} />
      <h2>{t('tiers.next', { year: String(outlook.next.year) })}</h2>
      <NextReport t={t} outlook={outlook} statute={statute} />
      <Scenarios asked={asked} reading={reading} outlook={outlook} />
      <p>{t('tiers.permanent')}</p>
      <LinkList
        items={[
          { href: hrefOf(asked, '/tier-3'), label: t('tiers.tier-3', { tier: '3' }) },
          { href: hrefOf(asked, `/compare?a=${iso3}`), label: t('tiers.compare') },
          ...briefOf(asked, reading),
        ]}
      />
      <AnotherReport asked={asked} reading={reading} />
      <p class="soft">{house.knowledge.tiers.history.note[t.language]}</p>
    </>
  )
  return screen(asked, body, { search: reading.kind === 'earlier' ? `asOf=${asOf}` : '' })
}

/** The countries of the region have more to be told than their lists. */
function briefOf(asked: Asked, { iso3, asOf }: Reading) {
  const { t, house } = asked
  if (!regionOf(house).includes(iso3)) return []
  const label = t('briefs.brief-of', { country: nameOf(asked, iso3), year: String(asOf) })
  return [{ href: `/${t.language}/briefs/${iso3}/${asOf}`, label }]
}

function AsOfNotice({ asked, reading: { kind, asOf, iso3 } }: { asked: Asked; reading: Reading }) {
  const { t } = asked
  if (kind === 'latest') return null
  if (kind === 'not-known') return <Notification kind="warn" title={t('tiers.as-of-bad')} />
  return (
    <Notification kind="info" title={t('tiers.past', { year: String(asOf) })}>
      <p>
        <a href={hrefOf(asked, `/${iso3}`)}>{t('tiers.latest')}</a>
      </p>
    </Notification>
  )
}

/** If the next report says this, then the one after it may say that. */
function Scenarios({ asked, reading, outlook }: { asked: Asked; reading: Reading; outlook: Outlook }) {
  const { t, house } = asked
  const { next } = outlook
  const lists = (['2', '2WL', '3'] as const).filter(
    tier => tier !== '2WL' || next.allowed.some(each => each.startsWith('2WL')),
  )
  const after = (tier: TierRow['tier']) => {
    const row = { year: next.year, tier, basis: 'inferred', source: '' } as const
    const then = outlookAfter(house.knowledge, reading.iso3, [...reading.rows, row])
    const watchList = then ? watchListIn(then) : 'unknown'
    return watchList === 'unknown' ? t('tiers.unknown') : t(`tiers.then-${watchList}`, { tier: '3' })
  }
  const title = t('tiers.scenarios', { year: String(next.year + 1) })
  return (
    <>
      <h3>{title}</h3>
      <Table
        caption={title}
        captionUnseen
        columns={[
          {
            key: 'if',
            label: t('tiers.if', { year: String(next.year) }),
            head: true,
            cell: (tier: (typeof lists)[number]) => sayTier(t, tier),
          },
          { key: 'then', label: t('tiers.then'), cell: after },
        ]}
        rows={lists}
        rowId={tier => tier}
        empty=""
      />
    </>
  )
}

function AnotherReport({ asked, reading: { iso3, asOf, years } }: { asked: Asked; reading: Reading }) {
  const { t } = asked
  const options = years.map(each => ({ value: String(each), label: String(each) }))
  return (
    <Details summary={t('tiers.as-of-choose')}>
      <Form action={hrefOf(asked, `/${iso3}`)} method="get">
        <SelectField name="asOf" label={t('tiers.year')} options={options} value={String(asOf)} />
        <Buttons>
          <Button kind="plain" label={t('tiers.show')} />
        </Buttons>
      </Form>
    </Details>
  )
}
