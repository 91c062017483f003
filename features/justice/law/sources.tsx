import type { Rule } from '#knowledge/schema/law.ts'
import { Details } from '#web/components/details/details.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import type { T } from './asked.ts'

/** Where rules were read, each act and each source once, however many rules stand in it. Sources are named in English. */
export function Sources({ t, rules }: { t: T; rules: readonly Rule[] }) {
  const acts = new Map(rules.map(({ cite }) => [cite.act, cite.url]))
  const sources = new Set(rules.flatMap(({ source, fromSource }) => [source, fromSource]))
  return (
    <Details summary={t('law-gaps.read')}>
      {[...acts].map(([act, url]) => (
        <Sourced key={act} text={act} lang="en" href={url} />
      ))}
      <ul lang="en">
        {[...sources].map(source => (
          <li key={source}>{source}</li>
        ))}
      </ul>
    </Details>
  )
}
