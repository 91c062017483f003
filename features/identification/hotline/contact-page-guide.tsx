import { RISKS, type Risk, TOPICS } from '#domain/hotline/contact.ts'
import { asksSafetyFirst, findInformation } from '#domain/hotline/guide.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Call } from '#web/components/call/call.tsx'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import type { Told } from './information.ts'

type GuideProps = { house: House; visit: Visit; form: FormView; information: readonly Told[] }

/** What to ask and to say next, and what to tell: part of the form, so that a search keeps what was typed. */
export function Guide({ house, visit, form, information }: GuideProps) {
  const { t, query } = visit
  const topic = TOPICS.find(each => each === form.value('topic')) ?? null
  const risk = RISKS.find(each => each === form.value('risk')) ?? 'none'
  const q = form.value('q') ?? query.q ?? ''
  return (
    <section aria-label={t('hotline-guide.title')}>
      <h2>{t('hotline-guide.title')}</h2>
      {risk === 'danger' && <WhomToCall house={house} t={t} />}
      <Advice t={t} topic={topic} risk={risk} />
      <TextField
        name="q"
        type="search"
        label={t('hotline-guide.search')}
        hint={t('hotline-guide.search-hint')}
        maxlength={100}
        value={q}
        error={form.error('q')}
      />
      <Buttons>
        <Button kind="plain" name="step" value="search" label={t('hotline-guide.search-button')} accessKey="f" />
      </Buttons>
      <Found
        t={t}
        form={form}
        found={findInformation(information, q, form.value('region') ?? null) as Told[]}
        all={information}
        asked={q}
      />
    </section>
  )
}

export function WhomToCall({ house, t }: { house: House; t: Translate }) {
  const lines = house.country.hotlines.filter(each => each.for === 'emergency')
  return (
    <Notification kind="warn" title={t('hotline-guide.danger')}>
      {lines.map(each => (
        <Call
          key={each.id}
          number={each.number}
          href={`tel:${each.number.replaceAll(' ', '')}`}
          lines={[each.name[t.language]]}
          caution={each.status === 'verified' ? undefined : t('hotline-guide.unverified')}
        />
      ))}
      <p>{t('hotline-guide.danger-lead')}</p>
    </Notification>
  )
}

function Advice({ t, topic, risk }: { t: Translate; topic: (typeof TOPICS)[number] | null; risk: Risk }) {
  const steps = [
    ...(asksSafetyFirst(topic, risk) ? [t('hotline-guide.safety-first')] : []),
    ...(topic
      ? [t.coded('hotline-guide.ask', topic), t.coded('hotline-guide.say', topic)]
      : [t('hotline-guide.begin')]),
    t.coded('hotline-guide.risk', risk),
  ]
  return (
    <ul>
      {steps.map(each => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}

type FoundProps = { t: Translate; form: FormView; found: readonly Told[]; all: readonly Told[]; asked: string }

/** Ticked is told. What was told before stays ticked, whatever is looked for now. */
function Found({ t, form, found, all, asked }: FoundProps) {
  const given = form.values('given')
  const before = all.filter(each => given.includes(each.id) && !found.includes(each))
  // What is not known any more is still shown, so that it can be unticked.
  const gone = given.filter(id => !all.some(each => each.id === id)).map(value => ({ value, label: value }))
  const offered = [...found, ...before]
  if (offered.length + gone.length === 0) return asked ? <p class="empty">{t('hotline-guide.none')}</p> : null
  const options = offered.map(each => ({
    value: each.id,
    label: each.number ? `${each.title}, ${each.number}` : each.title,
    hint: [
      each.id.startsWith('hotline:') ? '' : each.text,
      each.source,
      each.verified ? '' : t('hotline-guide.unverified'),
    ]
      .filter(Boolean)
      .join('. '),
  }))
  return (
    <Checkboxes
      id="given"
      name="given[]"
      label={t('hotline-guide.told')}
      options={[...options, ...gone]}
      values={given}
      error={form.error('given')}
    />
  )
}
