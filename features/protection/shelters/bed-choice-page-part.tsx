import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { Choice } from './choice-queries.ts'
import { bedName, reasonWords } from './page-words.ts'

type Props = {
  visit: Visit
  form: FormView
  choices: readonly Choice[]
  /** Where the choice is sent, with what besides the bed, and the words of the button. */
  action: string
  hidden: Record<string, string>
  label: string
}

function option({ t }: Visit, choice: Choice) {
  const facts = [
    t.coded('shelters.group', choice.personGroup),
    choice.stepFree && t('shelters.step-free'),
    choice.keptForPerson && t('shelters.kept-for-person'),
    !choice.sharesLanguage && t('shelters.language-apart'),
  ]
  return { value: choice.bedId, label: bedName(t, choice), hint: facts.filter(fact => fact !== false).join(' · ') }
}

// A bed for the same people that only lacks something is the one worth challenging.
const nearestFirst = (a: Choice, b: Choice) => Number(a.reasons.includes('group')) - Number(b.reasons.includes('group'))

/** The free beds that fit, to choose from, and those that do not, each with the reasons, so that a worker can challenge them. */
export function BedChoice({ visit, form, choices, action, hidden, label }: Props) {
  const { t, token } = visit
  const fitting = choices.filter(choice => choice.reasons.length === 0)
  const others = choices.filter(choice => choice.reasons.length > 0).sort(nearestFirst)
  const kept = fitting.find(choice => choice.keptForPerson)
  return (
    <>
      {fitting.length === 0 ? (
        <Notification kind="warn" title={t('shelters.no-fit')}>
          <p>{t('shelters.no-fit-lead')}</p>
        </Notification>
      ) : (
        <Form action={action} hidden={{ _form: token, ...hidden }} label={t('shelters.choose-bed')}>
          {fitting.some(choice => !choice.sharesLanguage) && <p>{t('shelters.no-shared-language')}</p>}
          <Radios
            name="bedId"
            label={t('shelters.choose-bed')}
            options={fitting.map(choice => option(visit, choice))}
            value={form.value('bedId') ?? visit.query.bedId ?? kept?.bedId}
            error={form.error('bedId')}
            required
          />
          <Buttons>
            <Button label={label} />
          </Buttons>
        </Form>
      )}
      {others.length > 0 && <Misfits visit={visit} choices={others} />}
    </>
  )
}

function Misfits({ visit: { t, href }, choices }: { visit: Visit; choices: readonly Choice[] }) {
  return (
    <>
      <h2>{t('shelters.misfits')}</h2>
      <Table
        caption={t('shelters.misfits')}
        captionUnseen
        columns={[
          {
            key: 'bed',
            label: t('shelters.bed'),
            head: true,
            cell: row => <a href={href(`/beds/${row.bedId}`)}>{bedName(t, row)}</a>,
          },
          { key: 'why', label: t('shelters.why-not'), cell: row => reasonWords(t, row.reasons, row.personGroup) },
        ]}
        rows={choices}
        rowId={row => row.bedId}
        empty=""
      />
    </>
  )
}

const TOLD = {
  'placement.bed-taken': 'bed-gone',
  'placement.already-placed': 'already-placed',
  'referral.step-not-open': 'not-open',
  'referral.consent-withdrawn': 'consent-gone',
} as const

/** Why no bed was given, and what stands now. */
export function NotGiven({ visit, referralId }: { visit: Visit; referralId: string | null }) {
  const { t, href, refusal } = visit
  const told = Object.entries(TOLD).find(([code]) => code === refusal?.code)?.[1]
  if (!told) return null
  return (
    <Notification kind="warn" title={t(`shelters.${told}`)}>
      <p>{t(`shelters.${told}-lead`)}</p>
      {referralId && (
        <p>
          <a href={href(`/referrals/${referralId}`)}>{t('shelters.see-referral')}</a>
        </p>
      )}
    </Notification>
  )
}
