import { changesBetween } from '#domain/instruments/changes.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import { action, type Page } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { beginDraft } from './begin-draft.ts'
import { Changes } from './changes.tsx'
import { Files, Questions } from './page-parts.tsx'
import { BeginDraft, EDITORS } from './record.ts'
import { signsIn } from './signs.ts'

function versionAt(ctx: Ctx, { instrument = '', baseVersion = '' }: Record<string, string>): Result<Instrument> {
  const found = ctx.house.knowledge.instrument(instrument, Number(baseVersion))
  return found ? ok(found) : refuse('instrument.not-found')
}

/** The version that this one took the place of. */
const versionBefore = (ctx: Ctx, { id, version }: Instrument) =>
  ctx.house.knowledge.instruments.findLast(each => each.id === id && each.version < version)

export const versionPage: Page = {
  path: '/instruments/:instrument/:baseVersion',
  access: EDITORS,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const found = versionAt(ctx, visit.params)
    if (!found.ok) return found
    const { id, version } = found.value
    const title = `${found.value.title[t.language]} ${version}`
    const before = versionBefore(ctx, found.value)
    const form = formView(visit)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[{ href: href('/instruments'), label: t('instruments.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={found.value.description[t.language]}
        />
        <Form action={href(`/instruments/${id}/${version}`)} hidden={{ _form: token }}>
          <Buttons>
            <Button label={t('instruments.begin')} />
          </Buttons>
        </Form>
        <Files visit={visit} at={`/instruments/${id}/${version}`} />
        {before && (
          <Changes
            visit={visit}
            changes={changesBetween(before, found.value)}
            caption={t('instruments.changed-since', { number: before.version })}
          />
        )}
        <Questions visit={visit} signs={signsIn(found.value)} />
      </>
    )
    return ok({ title, body })
  },
}

export const beginAction = action({
  path: '/instruments/:instrument/:baseVersion',
  access: EDITORS,
  input: BeginDraft,
  run: beginDraft,
  again: versionPage,
  next: ({ id }) => `/instrument-drafts/${id}`,
})
