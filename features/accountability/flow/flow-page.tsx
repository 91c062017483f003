import { type FlowGroup, STAGES, STEPS } from '#domain/flow/flow.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Page } from '#server/http/page.ts'
import { FlowPicture } from '#web/components/flow/flow.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { countText, duration, stagesOf, summaryOf } from './flow-words.ts'
import { readFlow } from './read-flow.ts'
import { FLOW_READERS, ReadFlow, USUAL_MONTHS } from './record.ts'

const PERIODS = [1, 3, USUAL_MONTHS, 36]

type GroupsProps = { t: Translate; caption: string; groups: readonly FlowGroup[]; nameOf: (key: string) => string }

function Groups({ t, caption, groups, nameOf }: GroupsProps) {
  const counts: Column<FlowGroup>[] = STAGES.map(stage => ({
    key: stage,
    label: t(`flow.stage-${stage}`),
    number: true,
    cell: row => countText(t, row.counts[stage]),
  }))
  const times: Column<FlowGroup>[] = STEPS.map(step => ({
    key: `to-${step}`,
    label: t(`flow.time-${step}`),
    number: true,
    cell: ({ hours }) => (hours[step] === null ? t('shell.nothing') : duration(t, hours[step])),
  }))
  const name: Column<FlowGroup> = { key: 'name', label: caption, head: true, cell: row => nameOf(row.key) }
  return (
    <>
      <Table
        caption={caption}
        columns={[name, ...counts]}
        rows={groups}
        rowId={row => row.key}
        empty={t('flow.nobody')}
      />
      {groups.length > 0 && (
        <Table
          caption={t('flow.times-of', { what: caption })}
          columns={[name, ...times]}
          rows={groups}
          rowId={row => row.key}
          empty={t('flow.nobody')}
        />
      )}
    </>
  )
}

const regionIn =
  ({ regions }: Country, t: Translate) =>
  (id: string) =>
    regions.find(each => each.id === id)?.name[t.language] ?? id

export const flowPage: Page = {
  path: '/flow',
  access: FLOW_READERS,
  nav: { heading: 'today', word: 'flow.nav' },
  async show(ctx, { t, href, query }) {
    const asked = ReadFlow.safeParse(query)
    if (!asked.success) return refuse('flow.not-found')
    const flow = await readFlow(ctx, asked.data)
    if (!flow.ok) return flow
    const { all, channels, regions, from, until } = flow.value
    const title = t('flow.title')
    const tabs = PERIODS.map(months => ({
      href: `${href('/flow')}?months=${months}`,
      label: t('flow.months', { count: months }),
      current: months === asked.data.months,
    }))
    const shared = { t, nameOf: (key: string) => (key === 'all' ? t('flow.all') : key) }
    const body = (
      <>
        <Headline title={title} lead={t('flow.lead', { from: t.day(from), until: t.day(until) })} />
        <Tabs label={t('flow.period')} tabs={tabs} />
        <FlowPicture title={title} description={summaryOf(t, all)} stages={stagesOf(t, all)} />
        <Groups {...shared} caption={t('flow.together')} groups={[all]} />
        <Groups
          {...shared}
          caption={t('flow.by-channel')}
          groups={channels}
          nameOf={key => t.coded('flow.channel', key)}
        />
        <Groups {...shared} caption={t('flow.by-region')} groups={regions} nameOf={regionIn(ctx.house.country, t)} />
        <p class="soft">{t('flow.few-why')}</p>
      </>
    )
    return ok({ title, body })
  },
}
