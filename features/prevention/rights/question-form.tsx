import { AGES, CITIZENSHIPS, HAPPENINGS, PROFESSIONS, YES_NO } from '#knowledge/schema/rights.ts'
import type { WordKey } from '#knowledge/schema/words.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import { DateField } from '#web/components/form/date-field.tsx'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { type Asked, hrefOf, type T } from './asked.ts'
import { NO_HAPPENING, UNKNOWN } from './record.ts'
import { citizenshipIn } from './say.ts'

export type Filled = { asked: Asked; typed: Typed; errors: readonly FieldError[] }

const typedIn = (typed: Typed, name: string): string | undefined => {
  const value = typed[name]
  return typeof value === 'string' ? value : undefined
}

const ticked = ({ happened }: Typed) => (Array.isArray(happened) ? happened : [])

const errorAt = ({ errors }: Filled, name: string) => errors.find(each => each.at === name)?.text

type ChoiceProps = { filled: Filled; name: string; word: WordKey; options: readonly string[] }

/** Its label is the question, its options the answers that a reason quotes, and the last that she leaves it open. */
function Choice({ filled, name, word, options }: ChoiceProps) {
  const { t } = filled.asked
  const known = options.map(value => ({ value, label: sentence(t, t.coded(word, value)) }))
  return (
    <Radios
      name={name}
      label={t(word)}
      options={[...known, { value: UNKNOWN, label: t('rights.unknown') }]}
      value={typedIn(filled.typed, name) ?? UNKNOWN}
      error={errorAt(filled, name)}
    />
  )
}

/** A phrase that stands in the middle of a line elsewhere begins one here. */
const sentence = ({ language }: T, phrase: string) => phrase.charAt(0).toLocaleUpperCase(language) + phrase.slice(1)

function Where({ filled }: { filled: Filled }) {
  const { t, house } = filled.asked
  const countries = house.knowledge.rights.map(each => ({ value: each.country, label: t.countryName(each.country) }))
  return (
    <Radios
      name="where"
      label={t('rights.where')}
      options={[...countries, { value: 'other', label: t('rights.where-other') }]}
      value={typedIn(filled.typed, 'where') ?? house.country.iso2}
      error={errorAt(filled, 'where')}
    />
  )
}

function Happened({ filled }: { filled: Filled }) {
  const { t } = filled.asked
  const phrase = (value: string) => ({ value, label: sentence(t, t.coded('rights.happened', value)) })
  return (
    <Checkboxes
      name="happened[]"
      id="happened"
      label={t('rights.happened')}
      hint={t('rights.happened-hint')}
      options={[...HAPPENINGS, ...NO_HAPPENING].map(phrase)}
      values={ticked(filled.typed)}
      error={errorAt(filled, 'happened')}
    />
  )
}

function OnDay({ filled }: { filled: Filled }) {
  const { t } = filled.asked
  const boxes = ['day', 'month', 'year'] as const
  return (
    <DateField
      name="on"
      label={t('rights.on')}
      hint={t('rights.on-hint')}
      labels={{ day: t('rights.on-day'), month: t('rights.on-month'), year: t('rights.on-year') }}
      value={Object.fromEntries(boxes.map(part => [part, typedIn(filled.typed, `on-${part}`) ?? '']))}
      error={errorAt(filled, 'on')}
    />
  )
}

export function Questions({ filled }: { filled: Filled }) {
  const { t } = filled.asked
  const citizenships = CITIZENSHIPS.map(value => ({ value, label: sentence(t, citizenshipIn(t, value)) }))
  return (
    <Form action={hrefOf(filled.asked, '/rights')}>
      <Where filled={filled} />
      <SelectField
        name="citizenship"
        label={t('rights.citizenship')}
        options={[{ value: UNKNOWN, label: t('rights.unknown') }, ...citizenships]}
        value={typedIn(filled.typed, 'citizenship') ?? UNKNOWN}
        error={errorAt(filled, 'citizenship')}
      />
      <Happened filled={filled} />
      <Choice filled={filled} name="contract" word="rights.contract" options={YES_NO} />
      <Choice filled={filled} name="permit" word="rights.permit" options={YES_NO} />
      <Choice filled={filled} name="age" word="rights.age" options={AGES} />
      <Choice filled={filled} name="profession" word="rights.profession" options={PROFESSIONS} />
      <Choice filled={filled} name="recognised" word="rights.recognised" options={YES_NO} />
      <OnDay filled={filled} />
      <Buttons>
        <Button label={t('rights.show')} />
      </Buttons>
    </Form>
  )
}
