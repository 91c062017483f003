import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { protectedAsChild } from '#domain/cases/case.ts'
import { consentStateAt } from '#domain/consent/consent.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Columns, Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Emergencies, emergenciesOn, type OpenEmergency } from './case-page-emergency.tsx'
import { CaseLinks } from './case-page-links.tsx'
import { Contact, FactList, Who } from './case-page-person.tsx'
import { Bed, Consents, Referrals } from './case-page-records.tsx'
import { CaseTimelinePart, Notes, Wishes } from './case-page-story.tsx'
import { RISK_TONES } from './list-page.tsx'
import { leads, namedCase } from './own-case-page.tsx'
import { type Note, readWholeCase, type WholeCase } from './read-case.ts'
import { type Standing, standingOf } from './standing.ts'
import { type CaseTimeline, timelineOf } from './timeline.ts'

/** All that the page shows of one case. `leadsIt`: the agency leads it; `mayWork`: and it is open. */
export type CaseSheet = {
  visit: Visit
  found: WholeCase
  standing: Standing
  notes: Note[]
  history: CaseTimeline
  emergencies: OpenEmergency[]
  mayWork: boolean
  /** Its agency leads it, and owes the police a notification of it. */
  notifies: boolean
  leadsIt: boolean
  /** The role opens screenings and cases, of whichever agency. */
  worksCases: boolean
  regions: Country['regions']
}

export const casePage: Page = {
  path: '/cases/:caseId',
  access: CASE_READERS,
  async show(ctx, visit) {
    const named = namedCase(visit)
    if (!named.ok) return named
    // Sent together: the others are empty wherever the first is refused.
    const [found, history, standing, emergencies] = await Promise.all([
      readWholeCase(ctx, named.value),
      timelineOf(ctx, named.value),
      standingOf(ctx, named.value),
      emergenciesOn(ctx, named.value),
    ])
    if (!found.ok) return found
    const leadsIt = leads(ctx, found.value)
    const sheet: CaseSheet = {
      visit,
      found: found.value,
      standing: standing ?? { leadName: '', leadKind: '', depth: 'existence' },
      notes: found.value.narrative,
      history,
      emergencies,
      leadsIt,
      mayWork: leadsIt && found.value.status === 'open',
      notifies: leadsIt && notifies(ctx.house.country, standing?.leadKind),
      worksCases: CASE_LEADERS.some(role => role === ctx.actor.role),
      regions: ctx.house.country.regions,
    }
    return ok({ title: found.value.codeName, body: <CaseBody ctx={ctx} sheet={sheet} /> })
  },
}

const notifies = ({ notification }: Country, kind: string | undefined): boolean =>
  kind !== undefined && (notification?.of.includes(kind) ?? false)

function CaseBody({ ctx, sheet }: { ctx: Ctx; sheet: CaseSheet }) {
  const { visit, found, mayWork } = sheet
  const { t, href } = visit
  return (
    <>
      <Head ctx={ctx} sheet={sheet} />
      <Emergencies visit={visit} emergencies={sheet.emergencies} now={ctx.now} />
      {found.status === 'closed' && <Notification kind="info" title={t('cases.closed-title')} />}
      {protectedAsChild(found.ageGroup as 'adult' | 'child' | 'uncertain') && <ChildNotice ctx={ctx} visit={visit} />}
      <Columns aside={<Contact sheet={sheet} />}>
        <Wishes sheet={sheet} />
      </Columns>
      <CaseLinks sheet={sheet} role={ctx.actor.role} now={ctx.now} />
      <Bed sheet={sheet} now={ctx.now} />
      <Referrals sheet={sheet} />
      <Consents sheet={sheet} now={ctx.now} />
      <Columns aside={<Who sheet={sheet} />}>
        <FactList sheet={sheet} />
      </Columns>
      <Notes sheet={sheet} />
      <CaseTimelinePart sheet={sheet} now={ctx.now} />
      {mayWork && (
        <Buttons>
          <Button kind="plain" href={href(`/cases/${found.id}/close`)} label={t('cases.close')} />
        </Buttons>
      )}
    </>
  )
}

function Head({ ctx, sheet }: { ctx: Ctx; sheet: CaseSheet }) {
  const { visit, found, standing } = sheet
  const { t, href } = visit
  const tags = (
    <>
      <StatusTag tone={found.status === 'open' ? 'plain' : 'soft'} text={t.coded('cases.status', found.status)} />{' '}
      <StatusTag
        tone={RISK_TONES[found.risk] ?? 'soft'}
        text={t('cases.risk-tag', { risk: t.coded('cases.risk', found.risk) })}
      />
    </>
  )
  const lead =
    found.leadAgencyId === ctx.actor.agencyId
      ? t('cases.lead-own')
      : t('cases.lead-other', { agency: standing.leadName })
  return (
    <Headline
      title={found.codeName}
      crumbs={[{ href: href('/cases'), label: t('cases.title') }]}
      crumbsLabel={t('shell.you-are-here')}
      tag={tags}
      lead={lead}
      actions={sheet.mayWork && <Steps sheet={sheet} now={ctx.now} />}
    />
  )
}

/** The next step first: an adult is asked before anything is passed on. */
function Steps({ sheet: { visit, found, history }, now }: { sheet: CaseSheet; now: Date }) {
  const { t, href } = visit
  const permitted = history.consents.some(
    each => each.purpose === 'referral' && !each.ownView && consentStateAt(each, now) === 'agreed',
  )
  const askFirst = found.ageGroup === 'adult' && !permitted
  const consent = { href: href(`/cases/${found.id}/consents/new`), label: t('cases.record-consent') }
  const refer = { href: href(`/referrals/new?caseId=${found.id}`), label: t('cases.refer') }
  const [first, second] = askFirst ? [consent, refer] : [refer, consent]
  return (
    <>
      <Button {...first} />
      <Button kind="plain" {...second} />
      <Button kind="plain" href={href(`/cases/${found.id}/notes/new`)} label={t('cases.add-note')} />
    </>
  )
}

/** A child's referral has its basis in law, and the child is heard. */
function ChildNotice({ ctx, visit: { t } }: { ctx: Ctx; visit: Visit }) {
  const { country, knowledge } = ctx.house
  const rule = firstInForce(knowledge.lawsOf(country), 'child-referral-basis', dayIn(country.timeZone, ctx.now))
  return (
    <Notification kind="info" title={t('cases.child-title')}>
      <p>{t('cases.child-lead')}</p>
      {rule && (
        <p class="soft">
          {rule.title[t.language]} ({rule.cite.act}, {rule.cite.article})
          {rule.status === 'unverified' && `. ${t('cases.rule-unverified')}`}
        </p>
      )}
    </Notification>
  )
}
