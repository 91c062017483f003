import { Button, Buttons } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import { Timeline, type TimelineEvent } from '#web/components/timeline/timeline.tsx'
import { planPath } from './own-plan-page.tsx'
import type { Sheet } from './plan-page.tsx'

/** What she wants, in her words and her order, before everything that others think is good. */
export function Goals({ sheet: { visit, plan, mayPlan } }: { sheet: Sheet }) {
  const { t, href } = visit
  const to = (rest: string) => href(planPath(plan.caseId, rest))
  return (
    <section aria-labelledby="goals">
      <h2 id="goals">{t('services.goals')}</h2>
      {plan.goals.length === 0 && <p class="empty">{t('services.goals-none')}</p>}
      <ol class="time">
        {plan.goals.map(goal => (
          <li key={goal.id} class={goal.status === 'open' ? 'plain' : 'soft'}>
            <p class="when">
              {t.coded('services.voice', goal.voice)}, {t('services.priority-at', { at: goal.priority })}
              {goal.status !== 'open' && `, ${t.coded('services.goal-status', goal.status)}`}
            </p>
            <GivenBlock text={goal.text} />
            {mayPlan && (
              <p class="buttons">
                <a href={to(`/goals/${goal.id}`)}>
                  {t('services.change-goal')}
                  <span class="unseen">: {goal.text.slice(0, 60)}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ol>
      {mayPlan && (
        <Buttons>
          <Button kind="plain" href={to('/goals/new')} label={t('services.add-goal')} />
        </Buttons>
      )}
    </section>
  )
}

/** A return that somebody planned, and what stands in its way. */
export function Homecoming({ sheet: { visit, plan, mayPlan } }: { sheet: Sheet }) {
  const { t, href } = visit
  const planned = plan.services.some(each => each.service === 'return' && each.status !== 'ended')
  const { homecoming } = plan
  if (!planned && !homecoming) return null
  return (
    <section aria-labelledby="return">
      <h2 id="return">{t('services.return')}</h2>
      {!homecoming && <p class="empty">{t('services.return-not-judged')}</p>}
      {homecoming && (
        <Notification
          kind={homecoming.mayGo ? 'info' : 'warn'}
          title={t(homecoming.mayGo ? 'services.return-open' : 'services.return-barred')}
        >
          <p>{t('services.judged-on', { day: t.day(new Date(homecoming.judgedAt)) })}</p>
          {homecoming.hurdles.length > 0 && (
            <ul>
              {homecoming.hurdles.map(({ hurdle }) => (
                <li key={hurdle}>{t.coded('services.hurdle', hurdle)}</li>
              ))}
            </ul>
          )}
        </Notification>
      )}
      {mayPlan && (
        <Buttons>
          <Button kind="plain" href={href(planPath(plan.caseId, '/return'))} label={t('services.judge-return')} />
        </Buttons>
      )}
    </section>
  )
}

/** Her agreements and the reviews, newest first. */
export function History({ sheet: { visit, plan } }: { sheet: Sheet }) {
  const { t } = visit
  const agreed = plan.agreements.map(
    (each): TimelineEvent => ({
      id: each.id,
      lane: 'agreement',
      at: new Date(each.agreedAt),
      when: t.instant(new Date(each.agreedAt)),
      tone: 'well',
      text: (
        <>
          {t('services.agreed-by', { who: t.coded('consent.given-by', each.givenBy) })}
          {each.words && <GivenBlock text={each.words} />}
        </>
      ),
    }),
  )
  const reviewed = plan.reviews.map((each): TimelineEvent => {
    const at = new Date(each.decidedAt ?? each.askedAt)
    const words = each.decision ? t.coded('services.decision', each.decision) : t('services.review-waits')
    return {
      id: each.id,
      lane: 'review',
      at,
      when: t.instant(at),
      tone: each.decision === 'approved' ? 'well' : each.decision ? 'late' : 'wait',
      text: (
        <>
          {words}
          {each.words && <GivenBlock text={each.words} />}
        </>
      ),
    }
  })
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('services.history')}</h2>
      <Timeline
        title={t('services.history')}
        description={t('services.history-about', { agreements: agreed.length, reviews: reviewed.length })}
        lanes={[
          { key: 'agreement', label: t('services.lane-agreement') },
          { key: 'review', label: t('services.lane-review') },
        ]}
        events={[...agreed, ...reviewed]}
        dayLabel={at => t.day(at)}
        newestFirst
        empty={t('services.history-none')}
      />
    </section>
  )
}

export function FollowUps({ sheet: { visit, plan } }: { sheet: Sheet }) {
  const { t, href } = visit
  if (plan.followUps.length === 0) return null
  return (
    <section aria-labelledby="follow-ups">
      <h2 id="follow-ups">{t('services.follow-ups')}</h2>
      <Table
        caption={t('services.follow-ups')}
        captionUnseen
        columns={[
          {
            key: 'months',
            label: t('services.follow-up'),
            head: true,
            cell: row => {
              const words = t('services.after-months', { months: row.months })
              const open = plan.leads && row.outcome === null
              return open ? <a href={href(planPath(plan.caseId, `/follow-ups/${row.id}`))}>{words}</a> : words
            },
          },
          { key: 'due', label: t('services.due'), cell: row => t.day(new Date(row.dueAt)) },
          {
            key: 'outcome',
            label: t('services.outcome'),
            cell: row =>
              row.outcome ? (
                <StatusTag
                  tone={row.outcome === 'needs-help' ? 'late' : 'well'}
                  text={t.coded('services.follow-up-outcome', row.outcome)}
                />
              ) : (
                <StatusTag
                  tone={row.overdue ? 'late' : 'soft'}
                  text={t(row.overdue ? 'services.talk-overdue' : 'services.talk-ahead')}
                />
              ),
          },
        ]}
        rows={plan.followUps}
        rowId={row => row.id}
        empty=""
      />
    </section>
  )
}
