import type { Corridor } from '#domain/guides/corridors.ts'
import { unknownOf } from '#domain/guides/rules-on.ts'
import { FIRST_ASKED, isStage, STAGES, type Stage, TOPICS_AT } from '#domain/guides/stages.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import type { LinkListItem } from '#web/components/link-list/link-list.tsx'
import { ADVICE, HELP_AT } from './advice.ts'
import { CountryNotice, DayNotice, Further, Section, screen } from './guide-frame.tsx'
import { noSuchGuide } from './guides-page.tsx'
import { type Asked, corridorAsked, hrefOf, type Reading, readingOf, roadOf, statedOn } from './reading.ts'
import { RuleList } from './rule-list.tsx'

/** One step of one road: what is wise, what the rules say on that day, and the steps before and after. */
export async function showStage(asked: Asked): Promise<PublicAnswer> {
  const corridor = corridorAsked(asked)
  const { stage } = asked.params
  if (!corridor || !isStage(stage)) return noSuchGuide(asked)
  const { t } = asked
  const reading = readingOf(asked)
  const path = `/guides/${corridor.slug}`
  const here = `${path}/${stage}`
  return screen(
    asked,
    <>
      <Headline
        crumbs={[
          { href: hrefOf(asked, '/guides', reading), label: t('guides.all') },
          { href: hrefOf(asked, path, reading), label: roadOf(t, corridor) },
        ]}
        crumbsLabel={t('guides.place')}
        title={t(`guides.stage-${stage}`)}
        lead={t('guides.as-of', { day: t.day(noonOf(reading.on)) })}
      />
      <DayNotice asked={asked} reading={reading} path={here} />
      <Section title={t('guides.advice')}>
        <ul>
          {ADVICE[stage].map(key => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </Section>
      <CountryNotice asked={asked} corridor={corridor} />
      <StageRules asked={asked} corridor={corridor} reading={reading} stage={stage} />
      <Further
        asked={asked}
        path={here}
        first={[...neighbours(asked, path, stage, reading), ...helpAt(asked, stage)]}
      />
    </>,
  )
}

type Step = { asked: Asked; corridor: Corridor; reading: Reading; stage: Stage }

function StageRules({ asked, corridor, reading, stage }: Step) {
  const { t } = asked
  const topics = TOPICS_AT[stage]
  const stated = statedOn(asked, corridor, reading)
  const asksFor = corridor.destination === null ? [] : FIRST_ASKED.filter(each => topics.includes(each))
  if (asksFor.length === 0 && unknownOf(topics, stated).length === topics.length) return null
  return (
    <Section title={t('guides.rules')}>
      <RuleList t={t} topics={topics} stated={stated} unknown={unknownOf(asksFor, stated)} />
    </Section>
  )
}

const helpAt = ({ t }: Asked, stage: Stage): LinkListItem[] =>
  HELP_AT[stage].map(each => ({ href: `/${t.language}/help/${each}`, label: t(`guides.help-${each}`) }))

function neighbours(asked: Asked, path: string, stage: Stage, reading: Reading): LinkListItem[] {
  const { t } = asked
  const at = STAGES.indexOf(stage)
  const link = (word: 'guides.next' | 'guides.previous', to: Stage | undefined): LinkListItem[] =>
    to === undefined
      ? []
      : [{ href: hrefOf(asked, `${path}/${to}`, reading), label: t(word, { step: t(`guides.stage-${to}`) }) }]
  return [
    ...link('guides.next', STAGES[at + 1]),
    ...link('guides.previous', STAGES[at - 1]),
    { href: hrefOf(asked, path, reading), label: t('guides.whole') },
  ]
}
