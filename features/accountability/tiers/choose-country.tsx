import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { type Asked, hrefOf, nameOf } from './asked.tsx'

/** Every country that a report has ranked, in the order of the reader's alphabet. */
export function optionsOf(asked: Asked) {
  const order = new Intl.Collator(asked.t.language)
  return [...asked.house.knowledge.tiers.rows.keys()]
    .map(value => ({ value, label: nameOf(asked, value) }))
    .toSorted((one, other) => order.compare(one.label, other.label))
}

export function ChooseCountry({ asked, value }: { asked: Asked; value?: string | undefined }) {
  const { t } = asked
  return (
    <Form action={hrefOf(asked, '')} method="get">
      <SelectField name="country" label={t('tiers.country')} options={optionsOf(asked)} value={value} />
      <Buttons>
        <Button label={t('tiers.show')} />
      </Buttons>
    </Form>
  )
}
