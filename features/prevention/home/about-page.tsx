import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { pictures } from '#server/http/assets.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { Picture } from '#web/components/picture/picture.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'

type T = Translate<PublicLanguage>

const WINGS = ['identification', 'protection', 'justice', 'prevention', 'partnership', 'accountability'] as const
const PROTECTS = ['access', 'sealed', 'record', 'consent', 'tip', 'pages'] as const
const NOT = ['decide', 'machine', 'law'] as const

/** Made by docs/pictures/small.ts, in these sizes. */
const SIGHTS = {
  screening: { file: 'screening-phone', width: 300, height: 649 },
  beds: { file: 'beds-desktop', width: 640, height: 400 },
  card: { file: 'card-border', width: 420, height: 594 },
} as const

function Looks({ t }: { t: T }) {
  return (
    <>
      <h2>{t('home.about-looks')}</h2>
      <p class="soft">{t('home.about-invented')}</p>
      {(['beds', 'screening', 'card'] as const).map(each => {
        const { file, ...size } = SIGHTS[each]
        return <Picture key={each} src={pictures[file]?.href ?? ''} {...size} words={t(`home.about-picture-${each}`)} />
      })}
    </>
  )
}

function Run({ t }: { t: T }) {
  return (
    <>
      <h2>{t('home.about-run')}</h2>
      <p>{t('home.about-run-lead')}</p>
      <SummaryList
        rows={[
          { label: 'npm ci && npm run demo', value: t('home.about-run-demo') },
          { label: 'npm ci && npm test', value: t('home.about-run-test') },
        ]}
      />
    </>
  )
}

/** What Aman is, for whoever considers it for a service, an organisation or a shelter. */
export async function showAbout({ t }: PublicRequest<PublicLanguage>): Promise<PublicAnswer> {
  const body = (
    <>
      <Headline title={t('home.about-title')} lead={t('home.about-lead')} />
      <h2>{t('home.about-does')}</h2>
      <SummaryList rows={WINGS.map(each => ({ label: t(`home.about-${each}`), value: t(`home.about-${each}-how`) }))} />
      <h2>{t('home.about-protects')}</h2>
      <ul>
        {PROTECTS.map(each => (
          <li key={each}>{t(`home.about-protects-${each}`)}</li>
        ))}
      </ul>
      <h2>{t('home.about-not')}</h2>
      <ul>
        {NOT.map(each => (
          <li key={each}>{t(`home.about-not-${each}`)}</li>
        ))}
      </ul>
      <Run t={t} />
      <p>
        {t('home.about-licence')} <a href="/api">{t('shell.api')}</a>
      </p>
      <p>
        <a href={`/${t.language}/commitments`}>{t('commitments.title')}</a>
      </p>
      <Looks t={t} />
    </>
  )
  return { kind: 'screen', title: t('home.tab'), body }
}
