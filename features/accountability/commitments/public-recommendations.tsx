import type { PublicLanguage } from '#knowledge/schema/words.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { knownRecommendations, listsAreWhole } from './recommended.ts'
import type { RecommendationOut } from './record.ts'
import { wordingIn } from './wording.tsx'

type Asked = PublicRequest<PublicLanguage>

function FromDocument({ t, of }: { t: Asked['t']; of: readonly RecommendationOut[] }) {
  const [first] = of
  if (!first) return null
  const unverified = of.some(each => each.status === 'unverified')
  return (
    <>
      <h2>{first.year}</h2>
      <ul>
        {of.map(each => (
          <li key={each.id}>{wordingIn(each.words, t.language).text}</li>
        ))}
      </ul>
      <Sourced
        text={wordingIn(first.document, t.language).text}
        href={first.url ?? undefined}
        cautions={unverified ? [t('commitments.unverified')] : []}
      />
    </>
  )
}

/** What the country was recommended, by document, the latest first. It asks no database. */
export async function showRecommendations({ house, t }: Asked): Promise<PublicAnswer> {
  const all = knownRecommendations(house).toReversed()
  const documents = [...new Set(all.map(each => JSON.stringify(each.document)))]
  const body = (
    <div class="read">
      <Headline
        crumbs={[{ href: `/${t.language}/commitments`, label: t('commitments.title') }]}
        crumbsLabel={t('commitments.place')}
        title={t('commitments.recommended')}
        lead={t('commitments.recommended-lead', { country: t.countryName(house.country.iso2) })}
      />
      {!listsAreWhole(house) && <Notification kind="info" title={t('commitments.not-whole')} />}
      {documents.map(each => (
        <FromDocument key={each} t={t} of={all.filter(one => JSON.stringify(one.document) === each).toReversed()} />
      ))}
    </div>
  )
  return { kind: 'screen', title: t('commitments.tab'), body }
}
