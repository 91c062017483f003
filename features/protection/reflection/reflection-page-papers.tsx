import { groupedNumber } from '#domain/reflection/certificate-number.ts'
import { middleOf } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { Sharing } from './queries.ts'
import type { ReflectionSheet } from './sheet.ts'

export function CertificatePart({ ctx, sheet }: { ctx: Ctx; sheet: ReflectionSheet }) {
  const { visit, certificates, period, keeps } = sheet
  const { t } = visit
  const stands = certificates.find(each => each.revokedAt === null)
  const running = period?.status === 'running'
  const day = (text: string) => t.day(middleOf(ctx.house.country.timeZone, text))
  return (
    <>
      <h2>{t('reflection.certificate')}</h2>
      <p>{t('reflection.certificate-lead')}</p>
      {stands ? (
        <SummaryList
          rows={[
            { label: t('certificate.number'), value: groupedNumber(stands.number) },
            { label: t('reflection.not-removed-before'), value: day(stands.notBefore) },
            { label: t('reflection.issued'), value: t.instant(new Date(stands.issuedAt)) },
          ]}
        />
      ) : (
        <p class="empty">{t('reflection.certificate-none')}</p>
      )}
      {stands && running && <Printing sheet={sheet} />}
      {running && keeps && <Issuing sheet={sheet} standing={stands !== undefined} />}
    </>
  )
}

function Printing({ sheet: { visit, caseId } }: { sheet: ReflectionSheet }) {
  const { t, href } = visit
  const file = href(`/cases/${caseId}/reflection/certificate`)
  return (
    <Buttons>
      <Button href={`${file}?paper=a6`} label={t('reflection.print-a6')} />
      <Button kind="plain" href={`${file}?paper=a4`} label={t('reflection.print-a4')} />
    </Buttons>
  )
}

function Issuing({ sheet: { visit, caseId }, standing }: { sheet: ReflectionSheet; standing: boolean }) {
  const { t, href, token } = visit
  const issue = (
    <Form action={href(`/cases/${caseId}/reflection/issue`)} hidden={{ _form: token }} label={t('reflection.issue')}>
      <Buttons>
        <Button kind={standing ? 'plain' : 'main'} label={t(standing ? 'reflection.issue-new' : 'reflection.issue')} />
      </Buttons>
    </Form>
  )
  if (!standing) return issue
  return (
    <Details summary={t('reflection.certificate-lost')}>
      <p>{t('reflection.certificate-lost-lead')}</p>
      {issue}
      <Form
        action={href(`/cases/${caseId}/reflection/withdraw-certificate`)}
        hidden={{ _form: token }}
        label={t('reflection.certificate-withdraw')}
      >
        <Buttons>
          <Button kind="danger" label={t('reflection.certificate-withdraw')} />
        </Buttons>
      </Form>
    </Details>
  )
}

export function SharingPart({ sheet }: { sheet: ReflectionSheet }) {
  const { t } = sheet.visit
  const rows = sheet.sharing.filter(each => each.stands)
  return (
    <>
      <h2>{t('reflection.sharing')}</h2>
      <p>{t('reflection.sharing-lead')}</p>
      <Table<Sharing>
        caption={t('reflection.sharing')}
        captionUnseen
        rows={rows}
        rowId={row => row.consentId}
        empty={t('reflection.sharing-none')}
        columns={[
          { key: 'agency', label: t('reflection.agency'), cell: row => row.name, head: true },
          {
            key: 'clock',
            label: t('reflection.part-clock'),
            cell: row => <Shared sheet={sheet} row={row} part="clock" />,
          },
          {
            key: 'choice',
            label: t('reflection.part-choice'),
            cell: row => <Shared sheet={sheet} row={row} part="choice" />,
          },
        ]}
      />
    </>
  )
}

type SharedProps = { sheet: ReflectionSheet; row: Sharing; part: 'clock' | 'choice' }

function Shared({ sheet: { visit, caseId }, row, part }: SharedProps) {
  const { t, href, token } = visit
  if (row[part]) return <>{t('reflection.told')}</>
  const label = t(`reflection.tell-${part}`, { name: row.name })
  return (
    <Form
      action={href(`/cases/${caseId}/reflection/share`)}
      hidden={{ _form: token, consentId: row.consentId, part }}
      label={label}
    >
      <Button kind="plain" label={t('reflection.tell')} />
    </Form>
  )
}
