import { firstInForce } from '#domain/law/rule-in-force.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { EveryText } from '#knowledge/schema/fact.ts'
import type { Situation, WAYS } from '#knowledge/schema/help.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { House } from '#server/house.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Abroad, CallSafely } from './help-page.tsx'
import { type Asked, hrefOf, Numbers, notHere, Source, screen } from './parts.tsx'

/** What the law gives today, with the rule that says so: a rule that is not in force is not told. */
function allowedIn(house: House, situation: Situation): { text: EveryText; rule: Rule }[] {
  const { country, knowledge } = house
  const laws = knowledge.lawsOf(country)
  const today = dayIn(country.timeZone, house.clock())
  const points = knowledge.helpIn(country)?.allowed[situation.id] ?? []
  return points.flatMap(({ text, rule: id }) => {
    const rule = firstInForce(laws, id, today)
    return rule ? [{ text, rule }] : []
  })
}

function Allowed({ asked, situation }: { asked: Asked; situation: Situation }) {
  const { t, house } = asked
  const points = allowedIn(house, situation)
  return (
    <>
      <h2>{t('help.allowed', { country: t.countryName(house.country.iso2) })}</h2>
      {points.length === 0 && <p>{t('help.allowed-unknown')}</p>}
      {points.map(({ text, rule: { id, cite, status } }) => (
        <section key={id}>
          <p>{text[t.language]}</p>
          <Source t={t} text={`${cite.act}, ${cite.article}`} href={cite.url} status={status} />
        </section>
      ))}
    </>
  )
}

const PATHS: Record<(typeof WAYS)[number], string> = {
  rights: '/rights',
  guides: '/guides',
  check: '/check',
  tip: '/tip',
  near: '/help/near',
}

function Ways({ asked, situation: { id, ways } }: { asked: Asked; situation: Situation }) {
  const { t } = asked
  const items = ways.map(way => ({
    href: hrefOf(asked, PATHS[way]),
    label: t(`help.way-${way}`),
    about: t(`help.way-${way}-about`),
  }))
  const share = {
    href: hrefOf(asked, `/share/help/${id}`),
    label: t('help.way-share'),
    about: t('help.way-share-about'),
  }
  return (
    <>
      <h2>{t('help.ways')}</h2>
      <LinkList items={[...items, share]} />
    </>
  )
}

export async function showSituation(asked: Asked): Promise<PublicAnswer> {
  const { t, house, params } = asked
  const situation = house.knowledge.situations.find(each => each.id === params.situation)
  if (!situation) return notHere(asked)
  const listed = (texts: readonly EveryText[]) => texts.map(each => <li key={each.en}>{each[t.language]}</li>)
  return screen(
    asked,
    <>
      <Headline
        title={situation.label[t.language]}
        lead={situation.lead[t.language]}
        crumbs={[{ href: hrefOf(asked, '/help'), label: t('help.title') }]}
        crumbsLabel={t('shell.you-are-here')}
      />
      <h2>{t('help.now')}</h2>
      <ol>{listed(situation.now)}</ol>
      <h2>{t('help.numbers', { country: t.countryName(house.country.iso2) })}</h2>
      <Numbers t={t} lines={house.country.hotlines} first={situation.first} />
      <Abroad t={t} house={house} />
      <h2>{t('help.avoid')}</h2>
      <ul>{listed(situation.avoid)}</ul>
      <CallSafely t={t} />
      <Allowed asked={asked} situation={situation} />
      <Ways asked={asked} situation={situation} />
    </>,
  )
}
