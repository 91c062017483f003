import type { ComponentChildren, VNode } from 'preact'
import type { Corridor } from '#domain/guides/corridors.ts'
import { noonOf } from '#domain/shared/dates.ts'
import type { PublicAnswer } from '#server/http/public-route.ts'
import { LinkList, type LinkListItem } from '#web/components/link-list/link-list.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { type Asked, type Reading, readingOf, searchOf } from './reading.ts'

/** The title tells a stranger nothing about the road or the step. */
export const screen = (asked: Asked, body: VNode, status = 200): PublicAnswer => ({
  kind: 'screen',
  title: asked.t('guides.tab'),
  search: searchOf(readingOf(asked)),
  body: <div class="read">{body}</div>,
  status,
})

/** For which day the page speaks, where that is not today. */
export function DayNotice({ asked: { t }, reading, path }: { asked: Asked; reading: Reading; path: string }) {
  if (reading.kind === 'today') return null
  if (reading.kind === 'no-such-day') return <Notification kind="warn" title={t('guides.day-bad')} />
  return (
    <Notification kind="info" title={t('guides.past', { day: t.day(noonOf(reading.on)) })}>
      <p>
        <a href={`/${t.language}${path}`}>{t('guides.today')}</a>
      </p>
    </Notification>
  )
}

/** Nobody has written down the law of where the road leads. */
export function CountryNotice({ asked: { t }, corridor }: { asked: Asked; corridor: Corridor }) {
  return corridor.destination === null ? <p>{t('guides.country-not-known')}</p> : null
}

/** Where to go from any page of a guide. */
export function Further({ asked: { t }, path, first }: { asked: Asked; path: string; first: readonly LinkListItem[] }) {
  const at = (to: string) => `/${t.language}${to}`
  return (
    <Section title={t('guides.further')}>
      <LinkList
        items={[
          ...first,
          { href: at('/help'), label: t('guides.help') },
          { href: at('/rights'), label: t('guides.rights') },
          { href: at('/tip'), label: t('guides.tip') },
          { href: at(`/share${path}`), label: t('guides.share') },
        ]}
      />
    </Section>
  )
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <h2>{title}</h2>
      {children}
    </>
  )
}
