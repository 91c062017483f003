import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { type Stat, Stats } from '#web/components/stats/stats.tsx'
import { type WorkItem, WorkList } from '#web/components/work-list/work-list.tsx'
import type { Counts } from './desk-queries.ts'
import { workFor } from './queries.ts'
import type { Piece, Pile } from './work.ts'
import { flowPicture } from './work-page-flow.tsx'

const HOUR = 3_600_000

function lateness(t: Translate, due: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - due.getTime()) / HOUR)
  return hours < 48 ? t('work.late-hours', { hours }) : t('work.late-days', { days: Math.floor(hours / 24) })
}

/** What ends with the last instant of a day: due at the first one after it. */
const LAST_DAYS: readonly Pile['kind'][] = ['reflection-ending', 'residence-ending']
/** What begins and is due on a day, not at a moment of it. */
const DAYS: readonly Pile['kind'][] = [
  ...LAST_DAYS,
  'case-leaving',
  'copies-to-destroy',
  'plan-review-overdue',
  'follow-up-due',
  'tip-waiting',
]

function about({ t }: Visit, { kind }: Pile, { service, agency, since, name }: Piece): string | undefined {
  const at = DAYS.includes(kind) ? t.day(since) : t.instant(since)
  if (service && agency) {
    const words = { service: t.coded('referrals.service', service), agency }
    return t(kind === 'referral-inbox' || kind.endsWith('accepted') ? 'work.about-from' : 'work.about-to', words)
  }
  if (agency) return `${agency}, ${t('work.since', { at })}`
  return name === null ? undefined : t('work.since', { at })
}

/** What is due on a day names the day; the rest names the moment. */
function dueWords(t: Translate, { kind }: Pile, due: Date, late: boolean): string {
  if (kind === 'case-leaving') return t('work.goes', { day: t.day(due) })
  if (kind === 'copies-to-destroy') return t('work.destroy-by', { day: t.day(due) })
  const words = kind.endsWith('-ending') ? 'work.ends' : late ? 'work.was-due' : 'work.due'
  if (!DAYS.includes(kind)) return t(words, { at: t.instant(due) })
  return t(words, { at: t.day(LAST_DAYS.includes(kind) ? new Date(due.getTime() - 1) : due) })
}

function itemOf(visit: Visit, pile: Pile, piece: Piece, now: Date): WorkItem {
  const { t } = visit
  const { due, late } = piece
  return {
    id: `${pile.kind} ${piece.id}`,
    href: visit.href(piece.path),
    title:
      piece.name ??
      t('work.screening-title', { at: DAYS.includes(pile.kind) ? t.day(piece.since) : t.instant(piece.since) }),
    kind: t(`work.kind-${pile.kind}`),
    about: about(visit, pile, piece),
    ...(due && { due: { at: due, text: dueWords(t, pile, due, late) } }),
    ...(due && late && { late: due > now ? t('work.ends-today') : lateness(t, due, now) }),
  }
}

function statOf({ t, href }: Visit, pile: Pile): Stat {
  return {
    label: t(`work.kind-${pile.kind}`),
    value: pile.more ? t('work.at-least', { count: pile.count }) : String(pile.count),
    href: href(pile.path),
    tone: pile.late > 0 ? 'late' : 'plain',
  }
}

function Waiting({ visit, piles, now }: { visit: Visit; piles: Pile[]; now: Date }) {
  const { t } = visit
  const items = piles.flatMap(pile => pile.pieces.map(piece => itemOf(visit, pile, piece, now)))
  const unseen = piles.reduce((sum, pile) => sum + pile.count - pile.pieces.length, 0)
  return (
    <>
      {piles.length > 0 && (
        <>
          <h2>{t('work.counts-title')}</h2>
          <Stats items={piles.map(pile => statOf(visit, pile))} />
          <h2>{t('work.list-title')}</h2>
        </>
      )}
      <WorkList items={items} empty={t('work.nothing')} />
      {unseen > 0 && <p class="soft">{t('work.more', { count: unseen })}</p>}
    </>
  )
}

function Known({ visit, counts, country }: { visit: Visit; counts: Counts; country: Country }) {
  const { t, href } = visit
  const named = (list: readonly { id: string; name: Record<typeof t.language, string> }[], id: string) =>
    list.find(each => each.id === id)?.name[t.language] ?? id
  const agencies = counts.agencies.map(({ kind, count }) => ({
    label: named(country.agencyKinds, kind),
    value: String(count),
    href: `${href('/agencies')}?kind=${kind}`,
  }))
  const beds = counts.beds?.map(({ region, free, all }) => ({
    label: named(country.regions, region),
    value: String(free),
    note: t('work.beds-of', { count: all }),
  }))
  return (
    <>
      <h2>{t('work.agencies-by-kind')}</h2>
      <Stats items={agencies} />
      {beds && <h2>{t('work.beds-by-region')}</h2>}
      {beds && (beds.length > 0 ? <Stats items={beds} /> : <p>{t('work.beds-none')}</p>)}
    </>
  )
}

function MainAction({ visit, role }: { visit: Visit; role: string }) {
  const { t, href } = visit
  if (CASE_LEADERS.some(each => each === role)) {
    return (
      <>
        <Button href={href('/screenings/new')} label={t('work.start-screening')} />
        <Button kind="plain" href={href('/shelters')} label={t('work.find-bed')} />
      </>
    )
  }
  if (role === 'coordinator' || role === 'analyst')
    return <Button href={href('/agencies')} label={t('work.directory')} />
  return null
}

/** How late the day stands, or in a plain sentence what this role does not see. */
function leadOf({ t }: Visit, role: string, piles: readonly Pile[], counts: Counts | null): string {
  if (counts) return t('work.no-cases')
  if (role === 'administrator') return t('work.administrator-lead')
  return t('work.lead', { count: piles.reduce((sum, pile) => sum + pile.late, 0) })
}

export const workPage: Page = {
  path: '/',
  access: 'signed-in',
  nav: { heading: 'today', word: 'work.nav' },
  async show(ctx, visit) {
    const { t } = visit
    const { role } = ctx.actor
    const { piles, counts } = await workFor(ctx)
    const flow = await flowPicture(ctx, visit)
    const body = (
      <>
        <Headline
          title={t('work.title')}
          lead={leadOf(visit, role, piles, counts)}
          actions={<MainAction visit={visit} role={role} />}
        />
        {flow}
        {(!counts || piles.length > 0) && <Waiting visit={visit} piles={piles} now={ctx.now} />}
        {counts && <Known visit={visit} counts={counts} country={ctx.house.country} />}
      </>
    )
    return ok({ title: t('work.title'), body })
  },
}
