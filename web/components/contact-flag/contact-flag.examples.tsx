import { ContactFlag } from './contact-flag.tsx'

export const examples = [
  {
    name: 'Do not call',
    node: (
      <ContactFlag
        tone="late"
        text="Do not call"
        rules={['Write on Telegram, evenings only', 'Say it is about the course', '‮به برادر نگویید']}
        contacts={[{ label: 'Telegram', value: '+7 700 000 00 00' }]}
      />
    ),
  },
  {
    name: 'Take care',
    node: (
      <ContactFlag
        tone="wait"
        text="Другие люди могут взять трубку"
        rules={['Сначала спросите, удобно ли говорить']}
        contacts={[{ label: 'Телефон', value: '+998 90 000 00 00', href: 'tel:+998900000000' }]}
      />
    ),
  },
  {
    name: 'Safe',
    node: (
      <ContactFlag
        tone="well"
        text="Safe to call"
        contacts={[{ label: 'Telephone', value: '+7 700 000 00 01', href: 'tel:+77000000001' }]}
      />
    ),
  },
  { name: 'Nothing known', node: <ContactFlag tone="wait" text="Not asked yet. Do not call before it is asked." /> },
]
