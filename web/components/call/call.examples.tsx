import { Sourced } from '../sourced/sourced.tsx'
import { Call } from './call.tsx'

export const examples = [
  {
    name: 'A hotline that is not verified',
    node: (
      <Call
        number="116 16"
        href="tel:11616"
        lines={['Казахстан, бесплатно, круглосуточно', 'говорят по-казахски, по-русски, по-узбекски']}
        caution="Источник номера не подтверждён оператором. Проверено: ещё нет."
      />
    ),
  },
  {
    name: 'A long number',
    node: (
      <Call
        number="+998 71 233 45 67"
        href="tel:+998712334567"
        lines={['Istiqbolli Avlod, Tashkent', '9:00 to 18:00']}
      />
    ),
  },
  {
    name: 'A number with its source',
    node: (
      <Call number="112" href="tel:112" lines={['Emergency']}>
        <Sourced text="egov.kz, 8 September 2021" />
      </Call>
    ),
  },
]
