import type { Country } from '#knowledge/schema/country.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { Call } from '#web/components/call/call.tsx'

type CallsProps = { t: Translate<PublicLanguage>; country: Country }

/** Whom to call now, whatever else the page says. */
export function Calls({ t, country }: CallsProps) {
  return country.hotlines
    .filter(each => each.for !== 'family')
    .toSorted((one, other) => Number(other.for === 'emergency') - Number(one.for === 'emergency'))
    .map(({ id, number, for: whom, status }) => (
      <Call
        key={id}
        number={number}
        href={`tel:${number.replaceAll(' ', '')}`}
        lines={[t(whom === 'emergency' ? 'tips.emergency' : 'shell.hotline')]}
        caution={status === 'verified' ? undefined : t('shell.unverified')}
      />
    ))
}
