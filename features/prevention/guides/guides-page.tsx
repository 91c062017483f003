import { corridorsOf } from '#domain/guides/corridors.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkGroups } from '#web/components/link-groups/link-groups.tsx'
import { screen } from './guide-frame.tsx'
import { type Asked, endsOf, hrefOf, type Reading, readingOf, roadOf } from './reading.ts'

function Roads({ asked, reading }: { asked: Asked; reading: Reading }) {
  const { t, house } = asked
  const corridors = corridorsOf(house.knowledge.guides)
  const groups = [...new Set(corridors.map(each => endsOf(t, each)[0]))].map(country => ({
    title: t('guides.from', { country }),
    links: corridors
      .filter(each => endsOf(t, each)[0] === country)
      .map(each => ({ href: hrefOf(asked, `/guides/${each.slug}`, reading), label: roadOf(t, each) })),
  }))
  return <LinkGroups title={t('guides.all')} groups={groups} />
}

export async function chooseGuide(asked: Asked): Promise<PublicAnswer> {
  const { t } = asked
  return screen(
    asked,
    <>
      <Headline title={t('guides.title')} lead={t('guides.lead')} />
      <Roads asked={asked} reading={readingOf(asked)} />
    </>,
  )
}

/** An address that leads to no guide shows those that there are. */
export function noSuchGuide(asked: Asked): PublicAnswer {
  const { t } = asked
  const body = (
    <>
      <Headline title={t('guides.gone')} lead={t('guides.gone-lead')} />
      <Roads asked={asked} reading={readingOf(asked)} />
    </>
  )
  return screen(asked, body, 404)
}
