import { Fragment } from 'preact'
import type { Caution, Stated } from '#domain/guides/rules-on.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { Topic } from '#knowledge/schema/guide.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { Sourced } from '#web/components/sourced/sourced.tsx'

type Speech = Translate<PublicLanguage>

/** What is known of some topics, each rule with its source under it, and what is not known of those that everybody asks about. */
export function RuleList(props: {
  t: Speech
  topics: readonly Topic[]
  stated: readonly Stated[]
  unknown: readonly Topic[]
}) {
  const { t, topics, stated, unknown } = props
  return topics.map(topic => {
    const rules = stated.filter(each => each.rule.topic === topic)
    if (rules.length === 0 && !unknown.includes(topic)) return null
    return (
      <Fragment key={topic}>
        <h3>{t(`guides.topic-${topic}`)}</h3>
        {rules.length === 0 ? (
          <p>{t('guides.not-known')}</p>
        ) : (
          <ul>
            {rules.map(each => (
              <RuleItem key={each.rule.id} t={t} stated={each} />
            ))}
          </ul>
        )}
      </Fragment>
    )
  })
}

function RuleItem({ t, stated }: { t: Speech; stated: Stated }) {
  const { rule, source, cautions } = stated
  return (
    <li data-rule={rule.id}>
      {rule.text[t.language]}
      <Sourced
        text={sourceText(t, stated)}
        href={source.url}
        cautions={cautions.map(caution => cautionText(t, caution, rule.from))}
      />
    </li>
  )
}

function sourceText(t: Speech, { rule: { cite }, source }: Stated): string {
  if (source.kind === 'notice') return source.on === null ? source.name : `${source.name}, ${t.day(noonOf(source.on))}`
  const name = source.name[t.language]
  return cite.article ? t('guides.article', { name, article: cite.article }) : name
}

const cautionText = (t: Speech, caution: Caution, from: string): string =>
  t(`guides.caution-${caution}`, { day: t.day(noonOf(from)) })
