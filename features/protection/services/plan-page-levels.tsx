import { DANGERS, type DangerLevel } from '#domain/services/dangers.ts'
import { byUrgency, type NeedLevel } from '#domain/services/needs.ts'
import { Details } from '#web/components/details/details.tsx'
import { DimensionPicture } from '#web/components/dimension-chart/dimension-picture.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { Assessed } from './answers.ts'
import { planPath } from './own-plan-page.tsx'
import type { Sheet } from './plan-page.tsx'

type Level = NeedLevel | DangerLevel
type Strength = 'strong' | 'medium' | 'weak'

/** How a level is drawn: the more marks, the more is to be done. What is unknown is not drawn but counted, so that it is not read as none. */
const DRAWN: Record<Level, { strength: Strength; marks: number; tone: Tone }> = {
  acute: { strength: 'strong', marks: 6, tone: 'late' },
  high: { strength: 'strong', marks: 6, tone: 'late' },
  present: { strength: 'medium', marks: 3, tone: 'wait' },
  medium: { strength: 'medium', marks: 3, tone: 'wait' },
  low: { strength: 'weak', marks: 1, tone: 'plain' },
  met: { strength: 'weak', marks: 1, tone: 'well' },
  none: { strength: 'weak', marks: 0, tone: 'well' },
  'not-known': { strength: 'weak', marks: 0, tone: 'soft' },
}

type LevelsProps = {
  sheet: Sheet
  id: 'needs' | 'dangers'
  prefix: 'services.need' | 'services.danger'
  seen: Assessed | null
  topics: readonly string[]
  /** The words of the three strengths in the picture. */
  strengths: Record<Strength, Level>
}

function Levels({ sheet, id, prefix, seen, topics, strengths }: LevelsProps) {
  const { visit, plan, mayPlan } = sheet
  const { t, href } = visit
  const levelOf = (topic: string) => (seen?.levels[topic] ?? 'not-known') as Level
  const word = (level: Level) => t.coded(`${prefix}-level`, level)
  const unknown = topics.filter(topic => levelOf(topic) === 'not-known').length
  const drawn = topics.filter(topic => DRAWN[levelOf(topic)].marks > 0)
  const dimensions = drawn.map(topic => {
    const { strength, marks } = DRAWN[levelOf(topic)]
    const counts = { strong: 0, medium: 0, weak: 0, [strength]: marks }
    const label = `${t.coded(prefix, topic)}: ${word(levelOf(topic))}`
    return { key: topic, label, positive: marks === 6, result: '', ...counts }
  })
  const [strong, medium, weak] = [word(strengths.strong), word(strengths.medium), word(strengths.weak)]
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(`services.${id}`)}</h2>
      {!seen && <p class="empty">{t(`services.${id}-none`)}</p>}
      {seen && (
        <>
          <p class="soft">{t('services.assessed-on', { day: t.day(new Date(seen.assessedAt)) })}</p>
          {unknown > 0 && <p>{t('services.unknown', { count: unknown })}</p>}
          <DimensionPicture
            title={t(`services.${id}`)}
            description={t('services.levels-about', { count: dimensions.filter(each => each.positive).length })}
            labels={{ strong, medium, weak, dimension: '', result: '' }}
            dimensions={dimensions}
          />
          <Details summary={t('services.levels-all', { what: t(`services.${id}`) })}>
            <Table
              caption={t(`services.${id}`)}
              captionUnseen
              columns={[
                { key: 'topic', label: t('services.topic'), head: true, cell: topic => t.coded(prefix, topic) },
                {
                  key: 'level',
                  label: t('services.level'),
                  cell: topic => <StatusTag tone={DRAWN[levelOf(topic)].tone} text={word(levelOf(topic))} />,
                },
              ]}
              rows={topics}
              rowId={topic => topic}
              empty=""
            />
          </Details>
          {seen.reasons.length > 0 && (
            <p>
              {t('services.rests-on', {
                reasons: seen.reasons.map(each => t.coded('services.reason', each)).join(', '),
              })}
            </p>
          )}
          {seen.note && <GivenBlock text={seen.note} />}
        </>
      )}
      {mayPlan && (
        <Buttons>
          <Button kind="plain" href={href(planPath(plan.caseId, `/${id}`))} label={t(`services.assess-${id}`)} />
        </Buttons>
      )}
    </section>
  )
}

export function NeedsAndDangers({ sheet }: { sheet: Sheet }) {
  const { needs, dangers } = sheet.plan
  return (
    <div class="cols">
      <Levels
        sheet={sheet}
        id="needs"
        prefix="services.need"
        seen={needs}
        topics={byUrgency(needs?.levels ?? {})}
        strengths={{ strong: 'acute', medium: 'present', weak: 'met' }}
      />
      <Levels
        sheet={sheet}
        id="dangers"
        prefix="services.danger"
        seen={dangers}
        topics={DANGERS}
        strengths={{ strong: 'high', medium: 'medium', weak: 'low' }}
      />
    </div>
  )
}
