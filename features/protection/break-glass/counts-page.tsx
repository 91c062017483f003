import { ok } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { Stats } from '#web/components/stats/stats.tsx'
import { countBreakGlass } from './queries.ts'

/** For who oversees the whole response: how often, how judged, and whether judging is late. No agency, no person, no case. */
export const breakGlassCountsPage: Page = {
  path: '/break-glass-counts',
  access: ['coordinator'],
  nav: { heading: 'protection', word: 'break-glass.nav' },
  async show(ctx, { t }) {
    const counts = await countBreakGlass(ctx)
    const items = [
      { label: t('break-glass.count-opened'), value: String(counts.opened) },
      { label: t('break-glass.count-running'), value: String(counts.running) },
      { label: t('break-glass.count-unreviewed'), value: String(counts.unreviewed) },
      {
        label: t('break-glass.count-overdue'),
        value: String(counts.overdue),
        tone: counts.overdue > 0 ? ('late' as const) : ('plain' as const),
      },
    ]
    const judged = [
      { label: t('break-glass.finding-justified'), value: String(counts.justified) },
      { label: t('break-glass.finding-not-justified'), value: String(counts.notJustified) },
      { label: t('break-glass.finding-needs-follow-up'), value: String(counts.needsFollowUp) },
    ]
    const body = (
      <>
        <Headline title={t('break-glass.title')} lead={t('break-glass.counts-lead')} />
        <Stats items={items} />
        <h2>{t('break-glass.counts-judged')}</h2>
        <Stats items={judged} />
      </>
    )
    return ok({ title: t('break-glass.title'), body })
  },
}
