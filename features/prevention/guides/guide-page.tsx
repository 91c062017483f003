import type { Corridor } from '#domain/guides/corridors.ts'
import { unknownOf } from '#domain/guides/rules-on.ts'
import { FIRST_ASKED, STAGES } from '#domain/guides/stages.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { CountryNotice, DayNotice, Further, Section, screen } from './guide-frame.tsx'
import { noSuchGuide } from './guides-page.tsx'
import { type Asked, corridorAsked, hrefOf, type Reading, readingOf, roadOf, statedOn } from './reading.ts'
import { RuleList } from './rule-list.tsx'

/** One road: its steps, and what everybody asks first. */
export async function showGuide(asked: Asked): Promise<PublicAnswer> {
  const corridor = corridorAsked(asked)
  if (!corridor) return noSuchGuide(asked)
  const { t } = asked
  const reading = readingOf(asked)
  const path = `/guides/${corridor.slug}`
  return screen(
    asked,
    <>
      <Headline
        crumbs={[{ href: hrefOf(asked, '/guides', reading), label: t('guides.all') }]}
        crumbsLabel={t('guides.place')}
        title={roadOf(t, corridor)}
        lead={t('guides.as-of', { day: t.day(noonOf(reading.on)) })}
      />
      <DayNotice asked={asked} reading={reading} path={path} />
      <CountryNotice asked={asked} corridor={corridor} />
      <Steps asked={asked} reading={reading} path={path} />
      <FirstRules asked={asked} corridor={corridor} reading={reading} />
      <AnotherDay asked={asked} reading={reading} path={path} />
      <Further asked={asked} path={path} first={[]} />
    </>,
  )
}

type Part = { asked: Asked; reading: Reading; path: string }

function Steps({ asked, reading, path }: Part) {
  const { t } = asked
  const items = STAGES.map(stage => ({
    href: hrefOf(asked, `${path}/${stage}`, reading),
    label: t(`guides.stage-${stage}`),
    about: t(`guides.about-${stage}`),
  }))
  return (
    <Section title={t('guides.stages')}>
      <LinkList items={items} />
    </Section>
  )
}

function FirstRules({ asked, corridor, reading }: { asked: Asked; corridor: Corridor; reading: Reading }) {
  if (corridor.destination === null) return null
  const { t } = asked
  const stated = statedOn(asked, corridor, reading)
  return (
    <Section title={t('guides.rules')}>
      <RuleList t={t} topics={FIRST_ASKED} stated={stated} unknown={unknownOf(FIRST_ASKED, stated)} />
    </Section>
  )
}

function AnotherDay({ asked: { t }, reading, path }: Part) {
  return (
    <Details summary={t('guides.day-other')}>
      <Form action={`/${t.language}${path}`} method="get">
        <TextField name="on" type="date" size="medium" label={t('guides.day')} value={reading.on} />
        <Buttons>
          <Button kind="plain" label={t('guides.day-show')} />
        </Buttons>
      </Form>
    </Details>
  )
}
