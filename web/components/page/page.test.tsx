import { expect, test } from 'vitest'
import { renderPage } from './page.tsx'

const common = {
  lang: 'kk',
  title: 'Көмек · Aman',
  stylesheetHref: '/aman.css',
  brand: { href: '/', label: 'Aman' },
  skipLabel: 'Негізгі бөлікке өту',
}

test('is a whole document in its language, with a way past the header', () => {
  const html = renderPage({ ...common, children: <h1>Көмек</h1> })
  expect(html).toMatch(/^<!doctype html><html lang="kk">/)
  expect(html).toContain('href="#main"')
  expect(html).toMatch(/<main id="main"/)
  expect(html).not.toMatch(/<script|<style| style=/)
})

test('signing out is a form with its token, and the name stays text', () => {
  const html = renderPage({
    ...common,
    signedIn: {
      name: '<b>\u202eАйгүл</b>',
      agency: 'Үміт',
      signOut: { action: '/sign-out', label: 'Шығу', hidden: { token: 't1' } },
    },
  })
  expect(html).toContain('<form class="signed-in" method="post" action="/sign-out">')
  expect(html).toContain('name="token" value="t1"')
  expect(html).toContain('<bdi>&lt;b>')
})

test('the rail marks where one is and says what is late in words', () => {
  const html = renderPage({
    ...common,
    rail: {
      label: 'Бөлімдер',
      menuLabel: 'Мәзір',
      groups: [
        {
          heading: 'Бүгін',
          links: [
            { href: '/work', label: 'Менің жұмысым', count: 7, current: true },
            { href: '/referrals', label: 'Жолдамалар', late: '2 кешікті' },
          ],
        },
      ],
    },
  })
  expect(html).toContain('<summary>Мәзір</summary>')
  expect(html).toContain('<a href="/work" aria-current="page">')
  expect(html).toContain('<span class="tag late">2 кешікті</span>')
})
