import { isOpen, whyNotProvable } from '#domain/commitments/measure.ts'
import type { Actor } from '#server/db/transact.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import type { WholeMeasureOut } from './record.ts'

type Props = { visit: Visit; measure: WholeMeasureOut; form: FormView; mine: boolean; actor: Actor }

function Prove({ visit: { t, href, token }, measure, actor }: Omit<Props, 'form' | 'mine'>) {
  const { state, enteredBy, evidence } = measure
  const why = whyNotProvable({ state, enteredBy, evidenceBy: evidence.map(each => each.addedBy) }, actor.userId)
  if (why === 'own') return <p>{t('commitments-desk.by-another')}</p>
  if (why) return null
  return (
    <Form
      action={href(`/measures/${measure.id}/prove`)}
      hidden={{ _form: token, version: String(measure.version) }}
      label={t('commitments-desk.prove')}
    >
      <p>{t('commitments-desk.prove-lead')}</p>
      <Button label={t('commitments-desk.prove')} />
    </Form>
  )
}

function Publish({ visit: { t, href, token }, measure }: Pick<Props, 'visit' | 'measure'>) {
  return (
    <Form
      action={href(`/measures/${measure.id}/publish`)}
      hidden={{ _form: token, version: String(measure.version) }}
      label={t('commitments-desk.publish')}
    >
      <p>{t('commitments-desk.publish-lead')}</p>
      <Button kind="plain" label={t('commitments-desk.publish')} />
    </Form>
  )
}

function Keep({ visit: { t, href, token }, measure, form }: Pick<Props, 'visit' | 'measure' | 'form'>) {
  const address = `/measures/${measure.id}`
  return (
    <>
      <Buttons>
        <Button href={href(`${address}/evidence/new`)} label={t('commitments-desk.evidence-add')} />
        <Button kind="plain" href={href(`${address}/answers`)} label={t('commitments-desk.answers-change')} />
      </Buttons>
      <Form action={href(`${address}/report`)} hidden={{ _form: token }} label={t('commitments-desk.report')}>
        <TextArea
          name="words"
          label={t('commitments-desk.report')}
          hint={t('commitments-desk.report-hint')}
          maxlength={4000}
          value={form.value('words')}
          error={form.error('words')}
        />
        <Button kind="plain" label={t('commitments-desk.report-save')} />
      </Form>
      <Details summary={t('commitments-desk.withdraw')} open={form.error('why') !== undefined}>
        <Form action={href(`${address}/withdraw`)} hidden={{ _form: token, version: String(measure.version) }}>
          <TextArea
            name="why"
            label={t('commitments-desk.why')}
            maxlength={2000}
            value={form.value('why')}
            error={form.error('why')}
          />
          <Button kind="danger" label={t('commitments-desk.withdraw')} />
        </Form>
      </Details>
    </>
  )
}

/** What can be done with a measure, by who looks at it. */
export function MeasureSteps({ visit, measure, form, mine, actor }: Props) {
  if (actor.role !== 'coordinator') return null
  const publishable = mine && measure.publishedOn === null && measure.state !== 'withdrawn'
  return (
    <>
      <h2>{visit.t('commitments-desk.steps')}</h2>
      {publishable && <Publish visit={visit} measure={measure} />}
      <Prove visit={visit} measure={measure} actor={actor} />
      {mine && isOpen(measure.state) && <Keep visit={visit} measure={measure} form={form} />}
    </>
  )
}
