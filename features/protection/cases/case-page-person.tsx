import type { ComponentChildren } from 'preact'
import type { Translate } from '#knowledge/schema/words.ts'
import { ContactFlag, type ContactWay } from '#web/components/contact-flag/contact-flag.tsx'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import type { CaseSheet } from './case-page.tsx'
import { FACT_NAMES, FACT_WORDS, type FactName, type Facts, factInWords } from './facts-page.tsx'
import type { Identity } from './record.ts'

type PartProps = { sheet: CaseSheet }

/** The coded facts: what an institution needs in order to help, and no more. */
export function FactList({ sheet: { visit, found, mayWork } }: PartProps) {
  const { t, href } = visit
  const facts: Facts = { ...found, citizenship: found.citizenship ?? undefined } as Facts
  const row = (name: FactName) => ({
    label: t(FACT_WORDS[name]),
    value: factInWords(t, name, facts),
    change: mayWork ? { href: href(`/cases/${found.id}/facts#${name}`), label: t('cases.change') } : undefined,
  })
  return <SummaryList title={t('cases.facts')} rows={FACT_NAMES.map(row)} empty={t('cases.not-known')} />
}

/** Who the person is, where the grant reaches; else in a sentence what this agency may see. */
export function Who({ sheet }: PartProps) {
  const { visit, found, standing, mayWork } = sheet
  const { t, href } = visit
  if (!found.maySeeIdentity) {
    return (
      <>
        <h2>{t('cases.who')}</h2>
        <p>{t.coded('cases.depth-held', standing.depth)}</p>
      </>
    )
  }
  const { identity } = found
  const change = mayWork ? { href: href(`/cases/${found.id}/identity`), label: t('cases.change') } : undefined
  if (!identity) {
    return (
      <>
        <h2>{t('cases.who')}</h2>
        <p>{t('cases.no-identity')}</p>
        {change && (
          <Buttons>
            <Button kind="plain" href={change.href} label={t('cases.identity-change')} />
          </Buttons>
        )}
      </>
    )
  }
  const rows = [
    { label: t('cases.name'), value: identity.name, change },
    { label: t('cases.birth-date'), value: dayInWords(t, identity.birthDate), change },
    { label: t('cases.document'), value: identity.document, change },
  ]
  return <SummaryList title={t('cases.who')} rows={rows} empty={t('cases.not-told')} />
}

// Noon: the day is the same in every time zone that the words may be written in.
const dayInWords = (t: Translate, day: string | undefined) => (day ? t.day(new Date(`${day}T12:00:00Z`)) : undefined)

const TONES = { no: 'late', 'with-care': 'wait', yes: 'well', 'not-asked': 'wait' } as const

/** The flag, the rules, and only then the ways to reach the person; where a call may harm, they stay folded away. */
export function Contact({ sheet: { visit, found, mayWork } }: PartProps) {
  const { t, href } = visit
  const mayContact = found.mayContact as keyof typeof TONES
  const identity: Identity = found.identity ?? {}
  const open = mayContact === 'yes' || mayContact === 'with-care'
  const ways = waysTo(t, identity, open)
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{t('cases.contact')}</h2>
      <ContactFlag
        tone={TONES[mayContact]}
        text={t.coded('cases.contact-flag', mayContact)}
        rules={rulesOf(t, identity)}
        contacts={open ? ways : []}
      >
        {!open && ways.length > 0 && <Folded summary={t('cases.contact-folded')} ways={ways} />}
      </ContactFlag>
      {found.maySeeIdentity && ways.length === 0 && <p class="soft">{t('cases.no-contact')}</p>}
      {mayWork && (
        <p>
          <a href={href(`/cases/${found.id}/identity#safeHow`)}>{t('cases.contact-change')}</a>
        </p>
      )}
    </section>
  )
}

function Folded({ summary, ways }: { summary: string; ways: readonly ContactWay[] }): ComponentChildren {
  return (
    <Details summary={summary}>
      {ways.map(({ label, value }) => (
        <p class="way" key={label}>
          <span class="soft">{label}</span> <bdi>{value}</bdi>
        </p>
      ))}
    </Details>
  )
}

function rulesOf(t: Translate, { safeHow, safeWhen, safeSay }: Identity): string[] {
  return [
    ...(safeHow ? [t('cases.rule-how', { text: safeHow })] : []),
    ...(safeWhen ? [t('cases.rule-when', { text: safeWhen })] : []),
    ...(safeSay ? [t('cases.rule-say', { text: safeSay })] : []),
  ]
}

function waysTo(t: Translate, { phone, messenger }: Identity, mayCall: boolean): ContactWay[] {
  const dialled = phone?.replaceAll(/[^+\d]/g, '')
  return [
    ...(phone
      ? [{ label: t('cases.phone'), value: phone, href: mayCall && dialled ? `tel:${dialled}` : undefined }]
      : []),
    ...(messenger ? [{ label: t('cases.messenger'), value: messenger }] : []),
  ]
}
