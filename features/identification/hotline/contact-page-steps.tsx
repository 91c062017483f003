import { OUTCOMES } from '#domain/hotline/contact.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import type { CallBackOut, ContactLine, ContactOut } from './answers.ts'
import { LeadOn, Led } from './contact-page-leading.tsx'

type Same = ContactLine & { by: 'number' | 'word' }
type StepsProps = {
  visit: Visit
  form: FormView
  found: ContactOut
  same: readonly Same[]
  recent: readonly ContactLine[]
  promised: readonly CallBackOut[]
}

/** Every button saves first. */
export function ContactSteps({ visit, form, found, same, recent, promised }: StepsProps) {
  const { t } = visit
  return (
    <>
      <Buttons>
        <Button name="step" value="save" label={t('shell.save')} accessKey="s" />
      </Buttons>
      <PromiseFields visit={visit} form={form} promised={promised} />
      <Led visit={visit} found={found} />
      <LeadOn visit={visit} form={form} found={found} />
      <SameCaller visit={visit} form={form} found={found} same={same} recent={recent} />
      <Close visit={visit} form={form} found={found} />
    </>
  )
}

const MINUTES = [15, 30, 60, 120, 240, 480, 1440, 2880, 10080]

function PromiseFields({ visit, form, promised }: Pick<StepsProps, 'visit' | 'form' | 'promised'>) {
  const { t, href } = visit
  const [waits] = promised
  if (waits) {
    return (
      <p>
        <a href={href(`/hotline/call-backs/${waits.id}`)}>
          {t('hotline.call-back-at', { at: t.instant(new Date(waits.dueAt)) })}
        </a>
      </p>
    )
  }
  return (
    <Details summary={t('hotline.agree')} open={form.value('number') !== undefined}>
      <TextField
        name="number"
        type="tel"
        size="medium"
        label={t('hotline.call-number')}
        hint={t('hotline.call-number-hint')}
        maxlength={60}
        value={form.value('number')}
        error={form.error('number')}
      />
      <SelectField
        name="inMinutes"
        label={t('hotline.in-minutes')}
        options={MINUTES.map(value => ({ value: String(value), label: t('hotline.after', { minutes: value }) }))}
        value={form.value('inMinutes') ?? '60'}
        error={form.error('inMinutes')}
      />
    </Details>
  )
}

function SameCaller({ visit, form, found, same, recent }: Omit<StepsProps, 'promised'>) {
  const { t, href } = visit
  const others = recent.filter(
    each => each.id !== found.id && each.kind === 'contact' && !same.some(one => one.id === each.id),
  )
  const label = (each: ContactLine) =>
    [t.instant(new Date(each.startedAt)), each.topic && t.coded('hotline.topic', each.topic)].filter(Boolean).join(', ')
  return (
    <Details summary={t('hotline.same-caller', { count: same.length })} open={form.value('otherId') !== undefined}>
      <ul>
        {same.map(each => (
          <li key={each.id}>
            <a href={href(`/hotline/contacts/${each.id}`)}>{label(each)}</a> {t(`hotline.same-by-${each.by}`)}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <SelectField
            name="otherId"
            label={t('hotline.join-with')}
            options={others.map(each => ({ value: each.id, label: label(each) }))}
            value={form.value('otherId')}
            error={form.error('otherId')}
            empty={t('shell.nothing')}
          />
          <Buttons>
            <Button kind="plain" name="step" value="join" label={t('hotline.join')} />
          </Buttons>
        </>
      )}
    </Details>
  )
}

function Close({ visit: { t }, form, found }: Pick<StepsProps, 'visit' | 'form' | 'found'>) {
  return (
    <>
      <h2>{t('hotline.close-title')}</h2>
      <SelectField
        name="outcome"
        label={t('hotline.outcome')}
        options={OUTCOMES.map(value => ({ value, label: t.coded('hotline.outcome', value) }))}
        value={form.value('outcome') ?? (found.caseId ? 'case-opened' : undefined)}
        error={form.error('outcome')}
        empty={t('shell.nothing')}
      />
      <Checkboxes
        name="policeAgreed"
        label={t('hotline.police')}
        options={[{ value: 'on', label: t('hotline.police-agreed') }]}
        values={form.ticked('policeAgreed') ? ['on'] : []}
        error={form.error('policeAgreed')}
      />
      <Buttons>
        <Button kind="plain" name="step" value="close" label={t('hotline.close')} accessKey="c" />
      </Buttons>
    </>
  )
}
