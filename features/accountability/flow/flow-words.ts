import { type FlowGroup, STAGES, type Step } from '#domain/flow/flow.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { FlowStage } from '#web/components/flow/flow.tsx'

const DAY_HOURS = 48

/** How long, in the unit in which people speak of it. */
export function duration(t: Translate, hours: number): string {
  if (hours < 1) return t('flow.minutes', { count: Math.round(hours * 60) })
  return hours < DAY_HOURS
    ? t('flow.hours', { count: Math.round(hours) })
    : t('flow.days', { count: Math.round(hours / 24) })
}

export const countText = (t: Translate, count: number | null): string =>
  count === null ? t('flow.few') : String(count)

const after = (t: Translate, { hours }: FlowGroup, step: Step) =>
  hours[step] === null ? undefined : t('flow.after', { time: duration(t, hours[step]) })

export const stagesOf = (t: Translate, group: FlowGroup): FlowStage[] =>
  STAGES.map(stage => ({
    key: stage,
    label: t(`flow.stage-${stage}`),
    count: group.counts[stage],
    text: countText(t, group.counts[stage]),
    after: stage === 'entered' ? undefined : after(t, group, stage),
  }))

export const summaryOf = (t: Translate, { counts }: FlowGroup): string =>
  t('flow.summary', { entered: countText(t, counts.entered), served: countText(t, counts.served) })
