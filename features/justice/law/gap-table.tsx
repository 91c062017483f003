import type { Gap, GapResult, OffenceGaps } from '#domain/law/gaps.ts'
import { RESULTS } from '#domain/law/gaps.ts'
import { FlowPicture } from '#web/components/flow/flow.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { cautionsOf, dayText, type T } from './asked.ts'

const TONES: Record<GapResult, Tone> = { met: 'well', partly: 'wait', 'not-met': 'late', unknown: 'soft' }

export const ResultTag = ({ t, result }: { t: T; result: GapResult }) => (
  <StatusTag tone={TONES[result]} text={t(`law-gaps.result-${result}`)} />
)

/** Where the law has it, under which article, and since when. */
function Stands({ t, gap: { standing } }: { t: T; gap: Gap }) {
  if (!standing) return <>{t('law-gaps.result-unknown')}</>
  const { value, cite, from } = standing
  return (
    <>
      {t(`law-gaps.where-${value.where}`)} <span class="soft">({t('law-gaps.since', { day: dayText(t, from) })})</span>
      <Sourced text={cite.article} lang="en" href={cite.url} cautions={cautionsOf(t, standing)} />
    </>
  )
}

function Asked({ t, gap: { element, group, asked } }: { t: T; gap: Gap }) {
  return (
    <>
      {t(`law-gaps.group-${group}`)}: {t.coded('law-gaps.element', element)}
      <Sourced text={asked.cite.article} lang="en" href={asked.cite.url} />
    </>
  )
}

function Picture({ t, title, gaps }: { t: T; title: string; gaps: readonly Gap[] }) {
  const stages = RESULTS.map(result => {
    const count = gaps.filter(each => each.result === result).length
    return { key: result, label: t(`law-gaps.result-${result}`), count, text: String(count) }
  }).filter(each => each.key !== 'unknown' || each.count > 0)
  const description = stages.map(each => `${each.label}: ${each.text}`).join('. ')
  return <FlowPicture title={title} description={description} stages={stages} />
}

/** One article beside the Protocol: how much of it there is, as a picture and element by element. */
export function Offence({ t, told: { offence, gaps } }: { t: T; told: OffenceGaps }) {
  const title = t(`law-gaps.against-${offence.against}`, { article: offence.article })
  return (
    <>
      <h2>{title}</h2>
      <Picture t={t} title={title} gaps={gaps} />
      <Table
        caption={title}
        captionUnseen
        columns={[
          { key: 'asked', label: t('law-gaps.asked'), head: true, cell: gap => <Asked t={t} gap={gap} /> },
          { key: 'result', label: t('law-gaps.result'), cell: gap => <ResultTag t={t} result={gap.result} /> },
          { key: 'stands', label: t('law-gaps.stands'), cell: gap => <Stands t={t} gap={gap} /> },
        ]}
        rows={gaps}
        rowId={gap => gap.element}
        empty={t('law-gaps.not-looked-up')}
      />
    </>
  )
}
