import { byDay, type LogDay } from '#domain/access/access-log.ts'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Page, Screen, Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { type AccessLog, ReadAccessLog, readAccessLog } from './read-access-log.ts'
import { type Grounds, sentenceOf } from './sentences.ts'

/** What was looked at and done in a person's case, for the colleague who reads it out to her. */
export const accessLogPage: Page = {
  path: '/cases/:caseId/access-log',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const log = await asked(ctx, visit)
    return log.ok ? ok(deskScreen(ctx, visit, log.value)) : log
  },
}

/** The same as a sheet of paper, in the language of the address. */
export const accessLogPaper: Page = {
  path: '/cases/:caseId/access-log/paper',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const log = await asked(ctx, visit)
    return log.ok ? ok(paperScreen(ctx, visit, log.value)) : log
  },
}

async function asked(ctx: Ctx, { params, query }: Visit): Promise<Result<AccessLog>> {
  const parsed = ReadAccessLog.safeParse({ caseId: params.caseId, ...(query.before && { before: query.before }) })
  return parsed.success ? readAccessLog(ctx, parsed.data) : refuse('case.not-found')
}

const pathOf = ({ params }: Visit, end = '') => `/cases/${params.caseId}/access-log${end}`
const queryOf = ({ query }: Visit) => (query.before ? `?before=${encodeURIComponent(query.before)}` : '')

function deskScreen(ctx: Ctx, visit: Visit, log: AccessLog): Screen {
  const { t, href } = visit
  const title = t('access-log.title')
  const body = (
    <>
      <Headline
        title={title}
        lead={t('access-log.lead')}
        crumbs={[
          { href: href('/cases'), label: t('cases.title') },
          { href: href(`/cases/${visit.params.caseId}`), label: log.codeName },
        ]}
        crumbsLabel={t('shell.you-are-here')}
      />
      <Days ctx={ctx} visit={visit} log={log} />
      <Older visit={visit} log={log} end="" />
      <p class="soft">{t('access-log.left-out')}</p>
      <h2>{t('access-log.paper')}</h2>
      <p>{t('access-log.paper-lead')}</p>
      <Papers visit={visit} log={log} />
    </>
  )
  return { title, body }
}

/** Her own language first, where it is one of ours. */
function Papers({ visit, log }: { visit: Visit; log: AccessLog }) {
  const { t } = visit
  const hers = (language: string) => log.languages.includes(language)
  const languages = STAFF_LANGUAGES.toSorted((a, b) => Number(hers(b)) - Number(hers(a)))
  return (
    <Buttons>
      {languages.map(language => (
        <Button
          key={language}
          kind="plain"
          href={`/${language}${pathOf(visit, '/paper')}${queryOf(visit)}`}
          label={t('access-log.paper-in', { language: t.languageName(language) })}
        />
      ))}
    </Buttons>
  )
}

function paperScreen(ctx: Ctx, visit: Visit, log: AccessLog): Screen {
  const { t, href } = visit
  const title = t('access-log.paper-title')
  const body = (
    <>
      <Headline
        title={title}
        crumbs={[{ href: href(pathOf(visit)), label: t('access-log.title') }]}
        crumbsLabel={t('shell.you-are-here')}
      />
      <Notification kind="warn" title={t('access-log.paper-warning')}>
        <p>{t('access-log.paper-warning-more')}</p>
      </Notification>
      <Days ctx={ctx} visit={visit} log={log} />
      <Older visit={visit} log={log} end="/paper" />
      <p>{t('access-log.left-out')}</p>
      <p>{t('access-log.paper-end', { day: t.day(ctx.now) })}</p>
    </>
  )
  return { title, body }
}

function Days({ ctx, visit: { t }, log }: { ctx: Ctx; visit: Visit; log: AccessLog }) {
  const { country, knowledge } = ctx.house
  const grounds: Grounds = { laws: knowledge.lawsOf(country), timeZone: country.timeZone }
  const days = byDay(log.entries, country.timeZone)
  if (days.length === 0) return <p class="empty">{t('access-log.empty')}</p>
  const dayName = ({ day, told }: LogDay) => (told[0] ? t.day(told[0].entry.at) : day)
  return days.map(each => (
    <section key={each.day}>
      <h2>{dayName(each)}</h2>
      <ul>
        {each.told.map(told => (
          <li key={told.entry.seq}>{sentenceOf(t, grounds, told)}</li>
        ))}
      </ul>
    </section>
  ))
}

function Older({ visit, log, end }: { visit: Visit; log: AccessLog; end: string }) {
  const { t, href, query } = visit
  if (!query.before && log.next === null) return null
  const path = href(pathOf(visit, end))
  return (
    <nav class="paging" aria-label={t('shell.pages')}>
      {query.before && <a href={path}>{t('shell.newest')}</a>}
      {log.next !== null && (
        <a href={`${path}?before=${log.next}`} rel="next">
          {t('shell.older')}
        </a>
      )}
    </nav>
  )
}
