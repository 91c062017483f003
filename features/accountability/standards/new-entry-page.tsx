import { ok, refuse } from '#domain/shared/result.ts'
import { yearRunningOn } from '#domain/standards/period.ts'
import type { Criterion } from '#knowledge/schema/standards.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import { action, type Page, type Visit } from '#server/http/page.ts'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { addEntry } from './add-entry.ts'
import { Asks } from './page-words.tsx'
import { today } from './queries.ts'
import { AddEntry, KEEPERS } from './record.ts'

type Props = { visit: Visit; form: FormView; criterion: Criterion; year: number }

/** Left out under a criterion that no number speaks to. */
function CountedNumber({ visit: { t }, form, criterion, year }: Props) {
  if (criterion.figures.length === 0) return null
  const years = [year - 1, year].map(String)
  return (
    <>
      <SelectField
        name="figure"
        label={t('standards.figure')}
        hint={t('standards.figure-hint')}
        empty={t('standards.no-figure')}
        options={criterion.figures.map(value => ({ value, label: t(`reports.figure-${value}`) }))}
        value={form.value('figure')}
        error={form.error('figure')}
      />
      <TextField
        name="value"
        label={t('standards.value')}
        size="short"
        inputmode="numeric"
        maxlength={8}
        value={form.value('value')}
        error={form.error('value')}
      />
      <SelectField
        name="countedIn"
        label={t('standards.counted-year')}
        options={years.map(value => ({ value, label: value }))}
        value={form.value('countedIn') ?? years[0]}
        error={form.error('countedIn')}
      />
    </>
  )
}

function Paper({ visit: { t }, form }: Pick<Props, 'visit' | 'form'>) {
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <>
      <TextArea {...field('shows')} label={t('standards.shows')} hint={t('standards.shows-hint')} maxlength={2000} />
      <TextField {...field('source')} label={t('standards.paper')} hint={t('standards.paper-hint')} maxlength={300} />
      <TextField {...field('datedOn')} label={t('standards.dated-on')} type="date" size="medium" />
    </>
  )
}

/** Under which of the twelve: asked where the address does not say. */
function Choose({ ctx, visit: { t, href }, year }: { ctx: Ctx; visit: Visit; year: number }) {
  return (
    <QuestionPage title={t('standards.which')} back={{ href: href(`/standards/${year}`), label: t('shell.back') }}>
      <LinkList
        items={ctx.house.knowledge.minimumStandards.criteria.map(each => ({
          href: href(`/standards/${year}/evidence/new?criterion=${each.number}`),
          label: t('standards.numbered', { number: each.number, name: each.name[t.language] }),
          about: each.asks[t.language],
        }))}
      />
    </QuestionPage>
  )
}

function Ask(props: Props) {
  const { visit, form, criterion, year } = props
  const { t, href, token } = visit
  return (
    <QuestionPage
      title={t('standards.add-to', { number: criterion.number })}
      lead={<p>{t('standards.new-lead')}</p>}
      back={{ href: href(`/standards/${year}#criterion-${criterion.number}`), label: t('shell.back') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
    >
      <Asks asks={criterion.asks[t.language]} cite={criterion.cite} />
      <Form
        action={href(`/standards/${year}/evidence/new`)}
        hidden={{ _form: token, criterion: String(criterion.number) }}
      >
        <CountedNumber {...props} />
        <Paper visit={visit} form={form} />
        <Buttons>
          <Button label={t('standards.enter')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

export const newEntryPage: Page = {
  path: '/standards/:year/evidence/new',
  access: KEEPERS,
  async show(ctx, visit) {
    const year = AddEntry.shape.year.safeParse(visit.params.year)
    if (!year.success || year.data > yearRunningOn(today(ctx))) return refuse('standards.not-found')
    const form = formView(visit)
    const asked = form.value('criterion') ?? visit.query.criterion
    const criterion = ctx.house.knowledge.minimumStandards.criteria.find(each => String(each.number) === asked)
    const title = visit.t('standards.add')
    if (!criterion) return ok({ title, body: <Choose ctx={ctx} visit={visit} year={year.data} /> })
    return ok({ title, body: <Ask visit={visit} form={form} criterion={criterion} year={year.data} /> })
  },
}

export const newEntryAction = action({
  path: '/standards/:year/evidence/new',
  access: KEEPERS,
  input: AddEntry,
  run: addEntry,
  again: newEntryPage,
  next: (_, { year }) => `/standards/${year}`,
})
