import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Ctx } from '#server/db/transact.ts'
import { formView } from '#server/http/form-view.ts'
import type { Download, Page, Screen, Visit } from '#server/http/page.ts'
import { problemsOf } from '#server/http/problems.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { FORMATS } from './card-frames.ts'
import { instrumentOf, printCard } from './print-card.ts'
import { NamedCard, PrintCard } from './record.ts'

/** Shows what can be chosen; once it is chosen, the same address is the file. */
async function show(ctx: Ctx, visit: Visit): Promise<Result<Screen | Download>> {
  const { params, query, t } = visit
  const named = NamedCard.safeParse({ instrument: params.instrument, version: params.version })
  const instrument = named.success ? instrumentOf(ctx.house, named.data) : undefined
  if (!named.success || !instrument) return refuse('cards.not-found')
  const choice = (outcome: Partial<Visit>) => {
    const again = { ...visit, typed: query, ...outcome }
    return ok({ title: t('cards.print'), body: <Choice visit={again} instrument={instrument} /> })
  }
  if (Object.keys(query).length === 0) return choice({})
  const asked = PrintCard.safeParse({ ...query, ...named.data })
  if (!asked.success) return choice({ problems: problemsOf(asked.error) })
  const printed = await printCard(ctx, asked.data)
  return printed.ok ? printed : choice({ refusal: { code: printed.code } })
}

type ChoiceProps = { visit: Visit; instrument: Instrument }

function Choice({ visit, instrument }: ChoiceProps) {
  const { t, href } = visit
  const form = formView(visit)
  const { id, version, title } = instrument
  const languages = languagesOf(instrument).map(value => ({ value, label: t.languageName(value) }))
  const formats = FORMATS.map(value => ({
    value,
    label: t(`cards.format-${value}`),
    hint: t(`cards.format-${value}-hint`),
  }))
  return (
    <QuestionPage
      title={t('cards.print')}
      back={{ href: href('/instruments/cards'), label: t('cards.title') }}
      errors={{ title: form.problemTitle, errors: form.errors }}
      lead={<p>{t('cards.of', { title: title[t.language], version })}</p>}
    >
      <Form action={href(`/instruments/cards/${id}/${version}`)} method="get" label={t('cards.print')}>
        <SelectField
          name="language"
          label={t('cards.language')}
          error={form.error('language')}
          options={languages}
          value={form.value('language') ?? t.language}
        />
        <SelectField
          name="second"
          label={t('cards.second')}
          error={form.error('second')}
          hint={t('cards.second-hint')}
          options={languages}
          value={form.value('second')}
          empty={t('cards.second-none')}
        />
        <Radios
          name="format"
          label={t('cards.format')}
          error={form.error('format')}
          options={formats}
          value={form.value('format') ?? FORMATS[0]}
        />
        <Buttons>
          <Button label={t('cards.make')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

export const cardPage: Page = { path: '/instruments/cards/:instrument/:version', access: 'signed-in', show }
