import { Call } from '../call/call.tsx'
import { Headline } from '../headline/headline.tsx'
import { LinkList } from '../link-list/link-list.tsx'
import { Page, type PageProps } from './page.tsx'

const common = {
  stylesheetHref: '/aman.css',
  brand: { href: '/', label: 'Aman' },
  skipLabel: 'Skip to the main part',
}

const publicPage: PageProps = {
  ...common,
  lang: 'en',
  title: 'What has happened to you? · Aman',
  leave: { href: 'https://www.kazhydromet.kz/', label: 'Leave this page' },
  languages: {
    label: 'Language',
    links: [
      { lang: 'kk', label: 'Қазақша', href: '/kk/help' },
      { lang: 'ru', label: 'Русский', href: '/ru/help' },
      { lang: 'uz', label: 'Oʻzbekcha', href: '/uz/help' },
      { lang: 'ky', label: 'Кыргызча', href: '/ky/help' },
      { lang: 'tg', label: 'Тоҷикӣ', href: '/tg/help' },
      { lang: 'en', label: 'English', href: '/en/help', current: true },
    ],
  },
  footer: {
    note: 'No native speaker has reviewed the words of this page yet.',
    links: [
      { href: '/en/privacy', label: 'What we keep about you' },
      { href: '/en/accessibility', label: 'Accessibility' },
    ],
  },
}

const staffPage: PageProps = {
  ...common,
  lang: 'ru',
  title: 'Моя работа · Aman',
  banner: 'Это показ: все люди и дела выдуманы.',
  alert: { text: 'У вас открыто дело в экстренном порядке до 15:00.', href: '/break-glass/1', label: 'Вернуть' },
  skipLabel: 'К главному',
  languages: {
    label: 'Язык',
    links: [
      { lang: 'kk', label: 'Қазақша', href: '?lang=kk' },
      { lang: 'ru', label: 'Русский', href: '?lang=ru', current: true },
      { lang: 'en', label: 'English', href: '?lang=en' },
    ],
  },
  signedIn: {
    name: 'Айгүл Сәрсенбайқызы Нұрмұхамбетова',
    agency: 'Центр «Үміт», Шымкент',
    signOut: { action: '/sign-out', label: 'Выйти', hidden: { token: 'abc' } },
  },
  rail: {
    label: 'Разделы',
    menuLabel: 'Меню',
    groups: [
      {
        heading: 'Сегодня',
        links: [
          { href: '/work', label: 'Моя работа', count: 7, current: true },
          { href: '/referrals', label: 'Входящие направления', late: '2 просрочено' },
        ],
      },
      {
        heading: 'Выявление',
        links: [
          { href: '/screenings', label: 'Опросы', count: 12 },
          { href: '/screenings/new', label: 'Жаңа сауалнаманы бастау және жалғастыру' },
        ],
      },
      {
        heading: 'Защита',
        links: [
          { href: '/cases', label: 'Дела' },
          { href: '/shelters', label: 'Приюты' },
        ],
      },
    ],
  },
  footer: { note: 'Текст этой страницы ещё не проверил носитель языка.' },
}

export const examples = [
  {
    name: 'A public page',
    node: (
      <Page {...publicPage}>
        <h1>What has happened to you?</h1>
        <Call
          number="116 16"
          href="tel:11616"
          lines={['Kazakhstan, free of charge, day and night', 'Kazakh, Russian, Uzbek']}
          caution="The operator has not confirmed this number yet."
        />
        <LinkList
          items={[
            { href: '/a', label: 'They do not let me go', about: 'Locked in, watched, threatened, no telephone' },
            { href: '/b', label: 'They took my documents', about: 'An employer or an agent holds the passport' },
            { href: '/c', label: 'They do not pay me' },
          ]}
        />
      </Page>
    ),
  },
  {
    name: 'A staff page with the rail',
    node: (
      <Page {...staffPage}>
        <Headline title="Моя работа" lead="Семь дел ждут ответа, два из них просрочены." />
        <p>Здесь стоит содержание страницы.</p>
      </Page>
    ),
  },
  {
    name: 'A page with nothing but a title',
    node: (
      <Page {...common} lang="en" title="Not found · Aman">
        <h1>There is no such page</h1>
      </Page>
    ),
  },
]
