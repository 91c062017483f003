import { textDifference } from '#domain/commitments/text-difference.ts'
import { ok } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { Table } from '#web/components/table/table.tsx'
import { measureColumns } from './list-page.tsx'
import { answersTo, linkedTo } from './queries.ts'
import { listRecommendations, readRecommendation } from './recommended.ts'
import { KEEPERS, LinkRecommendations, type RecommendationOut } from './record.ts'
import { linkRecommendations, unlinkRecommendations } from './take-recommendations.ts'
import { Wording, wordingIn } from './wording.tsx'

type Pair = { earlier: RecommendationOut; later: RecommendationOut }

/** The reader's language first: two wordings can be compared in a language that both have. */
const sharedLanguage = ({ earlier, later }: Pair, own: PublicLanguage) =>
  ([own, 'ru', 'kk', ...PUBLIC_LANGUAGES] as const).find(each => earlier.words[each] && later.words[each])

function Difference({ visit: { t }, pair }: { visit: Visit; pair: Pair }) {
  const language = sharedLanguage(pair, t.language)
  if (!language)
    return (
      <>
        <p>
          <Wording wordings={pair.earlier.words} t={t} />
        </p>
        <p>
          <Wording wordings={pair.later.words} t={t} />
        </p>
      </>
    )
  const pieces = textDifference(pair.earlier.words[language] ?? '', pair.later.words[language] ?? '')
  return (
    <p lang={language} dir="auto">
      {pieces.map(({ kind, text }, at) => {
        const key = `${at} ${text}`
        if (kind === 'gone') return <del key={key}>{text} </del>
        return kind === 'new' ? <ins key={key}>{text} </ins> : <span key={key}>{text} </span>
      })}
    </p>
  )
}

type LinkedProps = { visit: Visit; here: RecommendationOut; pairs: readonly Pair[]; coordinates: boolean }

function Linked({ visit, here, pairs, coordinates }: LinkedProps) {
  const { t, href, token } = visit
  return (
    <>
      <h2>{t('commitments-desk.followed')}</h2>
      {pairs.length === 0 ? (
        <p class="empty">{t('commitments-desk.followed-none')}</p>
      ) : (
        <p>{t('commitments-desk.difference')}</p>
      )}
      {pairs.map(pair => {
        const other = pair.earlier.id === here.id ? pair.later : pair.earlier
        return (
          <div key={other.id}>
            <h3>
              <a href={href(`/recommendations/${other.id}`)}>
                {pair.earlier.year} → {pair.later.year}
              </a>
            </h3>
            <Difference visit={visit} pair={pair} />
            {coordinates && (
              <Form
                action={href(`/recommendations/${here.id}/unlink`)}
                hidden={{ _form: token, other: other.id }}
                label={`${t('commitments-desk.unlink')}: ${other.year}`}
              >
                <Button kind="plain" label={t('commitments-desk.unlink')} />
              </Form>
            )}
          </div>
        )
      })}
    </>
  )
}

type LinkProps = { visit: Visit; here: RecommendationOut; others: readonly RecommendationOut[] }

function LinkForm({ visit, here, others }: LinkProps) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form
      action={href(`/recommendations/${here.id}/link`)}
      hidden={{ _form: token }}
      label={t('commitments-desk.link')}
    >
      <SelectField
        name="other"
        label={t('commitments-desk.same-as')}
        empty={t('commitments-desk.choose')}
        options={others.map(each => {
          const { text, language } = wordingIn(each.words, t.language)
          return { value: each.id, label: `${each.year}: ${text}`, lang: language }
        })}
        value={form.value('other')}
        error={form.error('other')}
      />
      <Buttons>
        <Button kind="plain" label={t('commitments-desk.link')} />
      </Buttons>
    </Form>
  )
}

function Told({ visit: { t }, here }: { visit: Visit; here: RecommendationOut }) {
  const { text, language } = wordingIn(here.document, t.language)
  const cautions = here.status === 'unverified' ? [t('commitments.unverified')] : []
  return (
    <>
      <p class="lead">
        <Wording wordings={here.words} t={t} />
      </p>
      <p>
        {t('commitments-desk.theme')}: {t(`commitments-desk.theme-${here.theme}`)}
      </p>
      <Sourced
        text={text}
        lang={language === t.language ? undefined : language}
        href={here.url ?? undefined}
        cautions={cautions}
      />
    </>
  )
}

export const recommendationPage: Page = {
  path: '/recommendations/:recommendation',
  access: 'signed-in',
  async show(ctx, visit) {
    const { t, href, params } = visit
    const read = await readRecommendation(ctx, params.recommendation ?? '')
    if (!read.ok) return read
    const here = read.value
    const all = await listRecommendations(ctx)
    const links = await linkedTo(ctx, here.id)
    const named = (ids: readonly string[]) => all.filter(each => ids.includes(each.id))
    const pairs = [
      ...named(links.earlier).map(earlier => ({ earlier, later: here })),
      ...named(links.later).map(later => ({ earlier: here, later })),
    ]
    const linked = [...links.earlier, ...links.later]
    const others = all.filter(each => each.year !== here.year && !linked.includes(each.id))
    const form = formView(visit)
    const coordinates = ctx.actor.role === 'coordinator'
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={t('commitments-desk.recommendation-of', { year: String(here.year) })}
          crumbs={[
            { href: href('/measures'), label: t('commitments-desk.title') },
            { href: href('/recommendations'), label: t('commitments-desk.recommendations') },
          ]}
          crumbsLabel={t('shell.you-are-here')}
        />
        <Told visit={visit} here={here} />
        <Table
          caption={t('commitments-desk.answered-by')}
          columns={measureColumns(visit)}
          rows={await answersTo(ctx, here.id)}
          rowId={row => row.id}
          empty={t('commitments-desk.answered-by-none')}
        />
        <Linked visit={visit} here={here} pairs={pairs} coordinates={coordinates} />
        {coordinates && <LinkForm visit={visit} here={here} others={others} />}
      </>
    )
    return ok({ title: t('commitments-desk.recommendations'), body })
  },
}

const stays = (_: unknown, { recommendation }: Record<string, string>) => `/recommendations/${recommendation}`
const shared = { access: KEEPERS, input: LinkRecommendations, again: recommendationPage, next: stays }

export const linkActions = [
  action({ path: '/recommendations/:recommendation/link', ...shared, run: linkRecommendations }),
  action({ path: '/recommendations/:recommendation/unlink', ...shared, run: unlinkRecommendations }),
]
