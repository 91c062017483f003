import { countryNamed } from '#domain/shared/country-code.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { isWhole } from '#domain/standards/own-counts.ts'
import { yearRunningOn } from '#domain/standards/period.ts'
import type { MinimumStandards } from '#knowledge/schema/standards.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { Criterion } from './criterion-view.tsx'
import { cardAt, dayText, spanText } from './page-words.tsx'
import { today } from './queries.ts'
import { readScorecard } from './read-scorecard.ts'
import { KEEPERS, ReadScorecard, type ScorecardOut } from './record.ts'
import { Overview, Summary } from './summary-view.tsx'

type Props = { visit: Visit; card: ScorecardOut }

/** What was read of the report, or that nobody has. */
function WhatWasRead({ visit: { t }, card: { report, year } }: Props) {
  if (!report) return <Notification kind="info" title={t('standards.not-read', { year: String(year) })} />
  return (
    <p>
      <a href={report.url} rel="noreferrer">
        {t('standards.read-in', { source: report.read, day: dayText(t, report.readOn) })}
      </a>
    </p>
  )
}

/** Which days the own counts are of, where they are not the whole period. */
function CountedDays({ visit: { t }, card: { own, year } }: Props) {
  if (own === null) return <p>{t('standards.own-none')}</p>
  const span = spanText(t, own.since, own.until)
  if (isWhole(own, year)) return <p>{t('standards.own-whole', { span })}</p>
  return <Notification kind="info" title={t('standards.own-part', { span })} />
}

/** Where the criteria were read, whose words they are, and whether anybody has compared them. */
function Statute({ visit: { t }, standards }: { visit: Visit; standards: MinimumStandards }) {
  return (
    <Sourced
      text={standards.source}
      lang={t.language === 'en' ? undefined : 'en'}
      cautions={standards.status === 'unverified' ? [t('reports.unverified')] : []}
    />
  )
}

function Years({ visit: { t, href }, card: { year }, running, country }: Props & YearsProps) {
  const near = [year - 1, year, year + 1].filter(each => each <= running)
  return (
    <Tabs
      label={t('standards.years')}
      tabs={near.map(each => ({
        href: href(cardAt(each, country)),
        label: t('standards.report-of', { year: String(each) }),
        current: each === year,
      }))}
    />
  )
}
type YearsProps = { running: number; country: string | undefined }

export const scorecardPage: Page = {
  path: '/standards/:year',
  access: KEEPERS,
  async show(ctx, visit) {
    const { t, href, params, query } = visit
    const asked = ReadScorecard.safeParse({ year: params.year, country: query.country || undefined })
    if (!asked.success) return refuse('standards.not-found')
    const read = await readScorecard(ctx, asked.data)
    if (!read.ok) return read
    const card = read.value
    const own = card.country === ctx.house.country.iso3
    const shared = { visit, card }
    const name = countryNamed(ctx.house.knowledge.countryCodes, t, card.country)
    const report = t('reports.report-of', { year: String(card.year), country: name })
    const title = t('standards.of-year', { country: name, year: String(card.year) })
    const body = (
      <>
        <Headline
          title={title}
          crumbs={[{ href: href('/standards'), label: t('standards.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('standards.period', { span: spanText(t, card.period.from, card.period.until) })}
        />
        <Years {...shared} running={yearRunningOn(today(ctx))} country={own ? undefined : card.country} />
        <WhatWasRead {...shared} />
        {own && <CountedDays {...shared} />}
        <Summary {...shared} />
        <Overview {...shared} />
        <p>{t('standards.judges-nothing')}</p>
        {card.criteria.map(each => (
          <Criterion key={each.number} {...shared} report={report} criterion={each} actor={ctx.actor} own={own} />
        ))}
        <LinkList items={[{ href: href(`/tiers/${card.country}`), label: t('standards.tiers', { country: name }) }]} />
        <Statute visit={visit} standards={ctx.house.knowledge.minimumStandards} />
      </>
    )
    return ok({ title, body })
  },
}
