import { Ribbon, RibbonKey } from '#features/accountability/tiers/ribbon-view.tsx'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Details } from '#web/components/details/details.tsx'
import { FlowPicture } from '#web/components/flow/flow.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Table } from '#web/components/table/table.tsx'
import { type Asked, rankedCountries, type T } from './asked.ts'
import type { FigureRow } from './figure-lines.ts'
import { keptPaper } from './kept-papers.ts'
import { Cites, Lines, SourceList } from './line-view.tsx'
import { type Brief, tellBrief, yearsOf } from './tell-brief.ts'

type Told = { asked: Asked; brief: Brief }

const hrefOf = ({ t }: Pick<Asked, 't'>, path: string) => `/${t.language}/briefs${path}`

const crumbsOf = ({ t }: Asked) => [{ href: `/${t.language}/region`, label: t('briefs.region') }]

/** A country without a year is that of its latest report. */
export async function leadToBrief(asked: Asked): Promise<PublicAnswer> {
  const code = asked.params.country ?? ''
  const [latest] = yearsOf(asked, code)
  return latest === undefined ? noSuchBrief(asked) : { kind: 'go', to: `/briefs/${code.toUpperCase()}/${latest}` }
}

/** Null where the address names no brief: a year is four digits. */
function briefAsked(asked: Asked): Brief | null {
  const { country: code = '', year = '' } = asked.params
  return /^\d{4}$/.test(year) ? tellBrief(asked, { code, year: Number(year) }) : null
}

export async function showBrief(asked: Asked): Promise<PublicAnswer> {
  const brief = briefAsked(asked)
  if (!brief) return noSuchBrief(asked)
  const { t } = asked
  const { title, iso3, year, sections, sources } = brief
  const body = (
    <div class="read">
      <Headline crumbs={crumbsOf(asked)} crumbsLabel={t('tiers.place')} title={title} lead={t('briefs.lead')} />
      {sections.map(section => (
        <section key={section.key}>
          <h2>{section.title}</h2>
          {section.key === 'report' && <RibbonKey t={t} />}
          {section.key === 'report' && <Ribbon asked={asked} iso3={iso3} rows={brief.tiers} until={year} />}
          {section.key === 'figures' && <Figures t={t} brief={brief} />}
          <Lines t={t} lines={section.lines} gaps={section.gaps} />
        </section>
      ))}
      <SourceList t={t} sources={sources} />
      <p class="soft">{t('briefs.own-words')}</p>
      <LinkList items={[{ href: hrefOf(asked, `/${iso3}/${year}/paper`), label: t('briefs.paper') }]} />
      <OtherYears asked={asked} brief={brief} />
    </div>
  )
  return { kind: 'screen', title: t('briefs.tab'), body }
}

export async function printBrief(asked: Asked): Promise<PublicAnswer> {
  const brief = briefAsked(asked)
  if (!brief) return noSuchBrief(asked)
  const bytes = await keptPaper(asked, brief)
  const name = `aman-${brief.iso3.toLowerCase()}-${brief.year}-${asked.t.language}.pdf`
  return { kind: 'file', file: { name, type: 'application/pdf', bytes } }
}

function Figures({ t, brief: { bars, figures } }: { t: T; brief: Brief }) {
  if (figures.length === 0) return null
  const stages = bars.map(({ of, count, text }) => ({ key: of, label: of, count, text }))
  const description = bars.map(each => `${each.of}: ${each.text}`).join('; ')
  const value = ({ value: shown, note, unsure, cites }: FigureRow) => (
    <>
      {shown} {unsure && <strong class="caution">({t('reports.unverified')})</strong>} <Cites cites={cites} />
      {note && <p class="soft">{note}</p>}
    </>
  )
  return (
    <>
      {bars.length > 0 && (
        <>
          <h3>
            {t('briefs.bars')} <Cites cites={[...new Set(bars.flatMap(each => each.cites))]} />
          </h3>
          <FlowPicture title={t('briefs.bars')} description={description} stages={stages} />
        </>
      )}
      <Table
        caption={t('briefs.figures')}
        captionUnseen
        columns={[
          { key: 'what', label: t('briefs.what'), head: true, cell: row => row.what },
          { key: 'of', label: t('briefs.of'), cell: row => row.of },
          { key: 'value', label: t('briefs.value'), cell: value },
          { key: 'before', label: t('briefs.before'), cell: row => row.before },
          { key: 'change', label: t('briefs.change'), cell: row => row.change },
        ]}
        rows={figures}
        rowId={row => row.what}
        empty={t('briefs.unknown')}
      />
    </>
  )
}

function OtherYears({ asked, brief: { iso3, year } }: Told) {
  const { t } = asked
  return (
    <Details summary={t('briefs.other-years')}>
      <p>
        {yearsOf(asked, iso3)
          .filter(each => each !== year)
          .flatMap(each => [
            <a key={each} href={hrefOf(asked, `/${iso3}/${each}`)}>
              {each}
            </a>,
            ' ',
          ])}
      </p>
    </Details>
  )
}

function noSuchBrief(asked: Asked): PublicAnswer {
  const { t } = asked
  const body = (
    <div class="read">
      <Headline
        crumbs={crumbsOf(asked)}
        crumbsLabel={t('tiers.place')}
        title={t('briefs.none')}
        lead={t('briefs.none-lead')}
      />
      <LinkList
        items={rankedCountries(asked).map(({ iso3, iso2 }) => ({
          href: hrefOf(asked, `/${iso3}`),
          label: t.countryName(iso2),
        }))}
      />
    </div>
  )
  return { kind: 'screen', title: t('briefs.tab'), body, status: 404 }
}
