import { CASE_READERS } from '#domain/access/roles.ts'
import { protectedAsChild } from '#domain/cases/case.ts'
import { consentStateAt } from '#domain/consent/consent.ts'
import { ok } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { type AskedCase, readAskedCase } from './asked-case.ts'
import { type ConsentView, consentsOf } from './queries.ts'
import { STATE_TONES } from './state-tones.ts'

type Chain = { newest: ConsentView; answers: ConsentView[] }

/** The answers to one question, one after the other; the newest question first. */
export function chainsIn(consents: readonly ConsentView[]): Chain[] {
  const byId = new Map(consents.map(each => [each.id, each]))
  const follow = (each: ConsentView | undefined): ConsentView[] =>
    each ? [each, ...follow(each.supersedes ? byId.get(each.supersedes) : undefined)] : []
  return consents
    .filter(each => each.supersededBy === null || !byId.has(each.supersededBy))
    .map(newest => ({ newest, answers: follow(newest) }))
}

export const consentListPage: Page = {
  path: '/cases/:caseId/consents',
  access: CASE_READERS,
  async show(ctx, visit) {
    const found = await readAskedCase(ctx, visit.params.caseId)
    if (!found.ok) return found
    const { t, href } = visit
    const chains = chainsIn(await consentsOf(ctx, found.value.id))
    const body = (
      <>
        <Headline
          title={t('consent.list-title')}
          lead={t('consent.list-lead')}
          crumbs={[
            { href: href('/cases'), label: t('cases.title') },
            { href: href(`/cases/${found.value.id}`), label: found.value.codeName },
          ]}
          crumbsLabel={t('shell.you-are-here')}
          actions={found.value.leads && <Steps visit={visit} found={found.value} />}
        />
        {chains.length === 0 && <p class="empty">{t('consent.list-none')}</p>}
        {chains.map(chain => (
          <Answers key={chain.newest.id} visit={visit} found={found.value} chain={chain} now={ctx.now} />
        ))}
      </>
    )
    return ok({ title: t('consent.list-title'), body })
  },
}

function Steps({ visit: { t, href }, found }: { visit: Visit; found: AskedCase }) {
  const at = (path: string) => href(`/cases/${found.id}${path}`)
  return (
    <>
      {found.open && <Button href={at('/consents/new')} label={t('consent.record')} />}
      <Button kind="plain" href={at('/receipt')} label={t('consent.receipt')} />
      {found.open && protectedAsChild(found.ageGroup) && (
        <Button kind="plain" href={at('/guardian')} label={t('consent.guardian')} />
      )}
    </>
  )
}

type AnswersProps = { visit: Visit; found: AskedCase; chain: Chain; now: Date }

function Answers({ visit: { t, href }, found, chain: { newest, answers }, now }: AnswersProps) {
  const title = `${t.coded('consent.purpose', newest.purpose)} · ${newest.recipientName ?? t('consent.recipient-none')}`
  const columns: Column<ConsentView>[] = [
    {
      key: 'at',
      label: t('consent.recorded-at'),
      head: true,
      cell: row => <a href={href(`/cases/${found.id}/consents/${row.id}`)}>{t.instant(row.recordedAt)}</a>,
    },
    {
      key: 'answer',
      label: t('consent.answer'),
      cell: row => {
        const state = consentStateAt(row, now)
        return <StatusTag tone={STATE_TONES[state]} text={t(`consent.state-${state}`)} />
      },
    },
    {
      key: 'depth',
      label: t('consent.depth'),
      cell: row => (row.agreed ? t.coded('consent.depth-short', row.depth) : t('shell.nothing')),
    },
    { key: 'by', label: t('consent.given-by'), cell: row => t.coded('consent.given-by', row.givenBy) },
    {
      key: 'until',
      label: t('consent.until'),
      cell: row => (row.agreed ? t.day(row.withdrawnAt ?? row.supersededAt ?? row.validUntil) : t('shell.nothing')),
    },
  ]
  const again = `${href(`/cases/${found.id}/consents/new`)}?purpose=${newest.purpose}&recipientAgencyId=${newest.recipientAgencyId ?? ''}`
  return (
    <section>
      <h2>
        {title} {newest.ownView && <StatusTag tone="plain" text={t('consent.own-view')} />}
      </h2>
      <Table caption={title} captionUnseen columns={columns} rows={answers} rowId={row => row.id} empty="" />
      {found.leads && found.open && (
        <Buttons>
          <Button kind="plain" href={again} label={t('consent.ask-again')} />
        </Buttons>
      )}
    </section>
  )
}
