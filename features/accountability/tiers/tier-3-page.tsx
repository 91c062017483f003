import type { Statute } from '#domain/tiers/statute.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { type Asked, hrefOf, screen, type T } from './asked.tsx'
import { RuleSources } from './clock-view.tsx'

const CONSEQUENCES = ['tier-3-assistance', 'tier-3-exchanges', 'tier-3-lenders'] as const

/** What a country on Tier 3 becomes subject to, each with what keeps it from coming, by the law for the next report. */
export async function showTier3(asked: Asked): Promise<PublicAnswer> {
  const { t, house } = asked
  const { statutes, rows } = house.knowledge.tiers
  const latest = Math.max(...[...rows.values()].map(each => each.at(-1)?.year ?? 0))
  const statute = statutes.of(latest + 1)
  const days = (id: string) => {
    const value = statute.rule(id)?.value
    return value?.kind === 'duration' ? value.amount : 0
  }
  const body = (
    <>
      <Headline
        crumbs={[{ href: hrefOf(asked, ''), label: t('tiers.title') }]}
        crumbsLabel={t('tiers.place')}
        title={t('tiers.tier-3', { tier: '3' })}
        lead={t('tiers.tier-3-lead', {
          tier: '3',
          from: days('tier-3-determination-from'),
          by: days('tier-3-determination-by'),
        })}
      />
      <RuleSources t={t} statute={statute} ids={['tier-3-determination-from']} />
      {CONSEQUENCES.map(each => (
        <Consequence key={each} t={t} statute={statute} id={each} />
      ))}
      <p>{t('tiers.permanent')}</p>
    </>
  )
  return screen(asked, body)
}

type ConsequenceProps = { t: T; statute: Statute; id: (typeof CONSEQUENCES)[number] }

function Consequence({ t, statute, id }: ConsequenceProps) {
  const { exceptions = [] } = statute.rule(id) ?? {}
  return (
    <section>
      <h2>{t(`tiers.rule-${id}`)}</h2>
      <RuleSources t={t} statute={statute} ids={[id]} />
      <p>{t('tiers.except')}</p>
      <ul>
        {exceptions.map(each => (
          <li key={each}>
            {t.coded('tiers.rule', each)}
            <RuleSources t={t} statute={statute} ids={[each]} />
          </li>
        ))}
      </ul>
    </section>
  )
}
