import type { PublicAnswer } from '#server/http/public-route.ts'
import { DateField } from '#web/components/form/date-field.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Sourced } from '#web/components/sourced/sourced.tsx'
import { type Asked, cautionsOf, dayAsked, dayText, hrefOf, screen, type T, todayIn } from './asked.ts'
import { Offence, ResultTag } from './gap-table.tsx'
import { Sources } from './sources.tsx'
import { type LawAsk, type LawTold, tellLaw } from './tell-law.ts'

function OneAsk({ t, ask: { text, document, result, since, because } }: { t: T; ask: LawAsk }) {
  return (
    <>
      <h3>{text[t.language]}</h3>
      <p>
        <ResultTag t={t} result={result} /> {since !== null && t('law-gaps.met-since', { day: dayText(t, since) })}
      </p>
      <p class="soft">{t('law-gaps.asked-by', { document: document[t.language] })}</p>
      {because.map(rule => (
        <Sourced
          key={`${rule.id} ${rule.from}`}
          text={`${rule.cite.act}, ${rule.cite.article}`}
          lang="en"
          href={rule.cite.url}
          cautions={cautionsOf(t, rule)}
        />
      ))}
    </>
  )
}

function Told({ t, told: { offences, asks } }: { t: T; told: LawTold }) {
  const rules = offences.flatMap(each => each.gaps.flatMap(({ asked, standing }) => [asked, standing ?? []].flat()))
  return (
    <>
      {offences.map(each => (
        <Offence key={each.offence.article} t={t} told={each} />
      ))}
      {asks.length > 0 && <h2>{t('law-gaps.asks')}</h2>}
      {asks.map(ask => (
        <OneAsk key={ask.id} t={t} ask={ask} />
      ))}
      <Sources t={t} rules={[...rules, ...asks.flatMap(each => each.because)]} />
    </>
  )
}

function OtherDay({ asked, error }: { asked: Asked; error?: string | undefined }) {
  const { t, query } = asked
  const { 'on-day': day = '', 'on-month': month = '', 'on-year': year = '' } = query
  return (
    <Form method="get" action={hrefOf(asked, '/law')}>
      <DateField
        name="on"
        label={t('law-gaps.on')}
        labels={{ day: t('rights.on-day'), month: t('rights.on-month'), year: t('rights.on-year') }}
        value={{ day, month, year }}
        error={error}
      />
      <Buttons>
        <Button label={t('law-gaps.show')} />
      </Buttons>
    </Form>
  )
}

/** The law as it was or is on a day; a day from the form gets an address of its own, so that it can be passed on. */
export async function showLaw(asked: Asked): Promise<PublicAnswer> {
  const { t, house } = asked
  const on = dayAsked(asked)
  if ('day' in on && on.typed) return { kind: 'go', to: `/law?on=${on.day}` }
  const today = todayIn(asked)
  const day = 'day' in on ? on.day : today
  const error = 'trouble' in on ? t(`rights.on-${on.trouble}`) : undefined
  const told = tellLaw(house.knowledge, { country: house.country.iso3, on: day, today })
  const country = t.countryName(house.country.iso2)
  const body = (
    <div class="read">
      {error && <ErrorSummary title={t('shell.problems', { count: 1 })} errors={[{ at: 'on', text: error }]} />}
      <Headline
        title={t('law-gaps.title', { country })}
        lead={t(day === today ? 'law-gaps.lead-today' : 'law-gaps.lead', { day: dayText(t, day) })}
      />
      <p>{t('law-gaps.note')}</p>
      {told.ok ? <Told t={t} told={told.value} /> : <p>{t('law-gaps.not-looked-up')}</p>}
      <OtherDay asked={asked} error={error} />
      <LinkList
        items={[
          ...(day === today ? [] : [{ href: hrefOf(asked, '/law'), label: t('law-gaps.today') }]),
          { href: hrefOf(asked, '/law/penalties'), label: t('law-gaps.penalties') },
        ]}
      />
    </div>
  )
  return screen(asked, body, error ? 422 : 200, day === today ? undefined : `on=${day}`)
}
