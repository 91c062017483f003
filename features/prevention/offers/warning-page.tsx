import { JUDGEMENTS } from '#domain/prevention/offer-warning.ts'
import { noonOf } from '#domain/shared/dates.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { readWarning } from './queries.ts'
import { WARNERS, type WarningOut } from './record.ts'

function rowsOf({ t }: Visit, warning: WarningOut) {
  return [
    { label: t('offers.offered-by'), value: warning.offeredBy },
    { label: t('offers.signs'), value: warning.signs.map(each => t.coded('offers.sign', each)).join(', ') },
    { label: t('offers.work-country'), value: warning.workCountry ? t.countryName(warning.workCountry) : undefined },
    { label: t('offers.work-region'), value: warning.workRegion ?? undefined },
    { label: t('offers.words'), value: warning.words },
    { label: t('offers.noted'), value: t.day(noonOf(warning.notedOn)) },
    { label: t('offers.source'), value: t(warning.fromTip ? 'offers.source-tip' : 'offers.source-own') },
    { label: t('offers.judged'), value: warning.judgedOn ? t.day(noonOf(warning.judgedOn)) : undefined },
  ]
}

function Judge({ visit, warning }: { visit: Visit; warning: WarningOut }) {
  const { t, href, token } = visit
  if (warning.status !== 'noted') return null
  if (warning.notedBySelf) return <p>{t('offers.by-another')}</p>
  return (
    <Form
      action={href(`/offer-warnings/${warning.id}/judge`)}
      hidden={{ _form: token, version: String(warning.version) }}
      label={t('offers.judge')}
    >
      <Buttons>
        {JUDGEMENTS.map(each => (
          <Button
            key={each}
            kind={each === 'checked' ? 'main' : 'plain'}
            name="judgement"
            value={each}
            label={t.coded('offers.judge', each)}
          />
        ))}
      </Buttons>
    </Form>
  )
}

export const warningPage: Page = {
  path: '/offer-warnings/:warningId',
  access: WARNERS,
  async show(ctx, visit) {
    const { t, href, params } = visit
    const id = params.warningId ?? ''
    const read = isId(id) ? await readWarning(ctx, id) : refuse('offer.not-found')
    if (!read.ok) return read
    const form = formView(visit)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={t('offers.one')}
          crumbs={[{ href: href('/offer-warnings'), label: t('offers.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t.coded('offers.status', read.value.status)}
        />
        <SummaryList rows={rowsOf(visit, read.value)} />
        <Judge visit={visit} warning={read.value} />
      </>
    )
    return ok({ title: t('offers.one'), body })
  },
}
