import type { Verdict } from '#domain/reflection/certificate.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { Call } from '#web/components/call/call.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Notification, type NotificationKind } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { lineToCall } from './certificate-token.ts'
import { type Checked, checkNumber, checkToken } from './check-certificate.ts'
import { dayInWords } from './print-certificate.ts'

const KINDS: Record<Verdict, NotificationKind> = {
  valid: 'success',
  over: 'warn',
  revoked: 'warn',
  'not-known': 'warn',
  forged: 'warn',
  'other-country': 'info',
  mistyped: 'info',
}

/** Longer than any certificate that was ever signed here; what is longer is not looked at. */
const LONGEST_TOKEN = 1000

const screen = (request: PublicRequest, checked: Checked | null, status = 200, waiting?: number): PublicAnswer => ({
  kind: 'screen',
  title: request.t('certificate.title'),
  body: <CheckPage request={request} checked={checked} waiting={waiting} />,
  status,
})

/** Every try counts, whatever it finds, so that numbers cannot be tried out. */
async function counted(request: PublicRequest, check: () => Promise<Checked>): Promise<PublicAnswer> {
  const wait = await request.house.auth.waitFor('check', request.ip)
  if (wait !== null) return screen(request, null, 429, wait)
  const checked = await check()
  return screen(request, checked, checked.verdict === 'mistyped' ? 422 : 200)
}

export const askCheck = async (request: PublicRequest): Promise<PublicAnswer> => screen(request, null)

export function checkTyped(request: PublicRequest): Promise<PublicAnswer> {
  const typed = typeof request.typed.number === 'string' ? request.typed.number.slice(0, 100) : ''
  return counted(request, () => checkNumber(request.house, typed))
}

export function checkScanned(request: PublicRequest): Promise<PublicAnswer> {
  const token = request.params.token ?? ''
  return counted(request, () => checkToken(request.house, token.length > LONGEST_TOKEN ? '' : token))
}

type PageProps = { request: PublicRequest; checked: Checked | null; waiting: number | undefined }

function CheckPage({ request, checked, waiting }: PageProps) {
  const { t, house, typed } = request
  const answered = checked !== null && checked.verdict !== 'mistyped'
  return (
    <QuestionPage title={answered ? undefined : t('certificate.title')}>
      {waiting !== undefined && (
        <Notification kind="warn" title={t('certificate.wait', { minutes: Math.ceil(waiting / 60) })} />
      )}
      {checked && <Answer house={house} t={t} checked={checked} />}
      {(answered || waiting !== undefined) && <Line house={house} t={t} />}
      <Form action={`/${t.language}/certificate`}>
        <TextField
          name="number"
          label={t(answered ? 'certificate.another' : 'certificate.number')}
          hint={t('certificate.number-hint')}
          value={checked?.verdict === 'mistyped' && typeof typed.number === 'string' ? typed.number : undefined}
          error={checked?.verdict === 'mistyped' ? t('certificate.mistyped') : undefined}
          size="medium"
          maxlength={40}
        />
        <Buttons>
          <Button label={t('certificate.check')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

function Answer({ house, t, checked }: { house: House; t: Translate; checked: Checked }) {
  const { verdict, notBefore, issuedBy } = checked
  if (verdict === 'mistyped') return null
  return (
    <>
      <h1>{t(`certificate.verdict-${verdict}`)}</h1>
      <Notification
        kind={KINDS[verdict]}
        title={t(`certificate.says-${verdict}`, {
          day: notBefore ? dayInWords(house, t.language, notBefore) : 'none',
          country: issuedBy ? t.countryName(issuedBy) : 'none',
        })}
      >
        <p>{t(`certificate.then-${verdict}`)}</p>
      </Notification>
    </>
  )
}

function Line({ house, t }: { house: House; t: Translate }) {
  const line = lineToCall(house.country)
  if (!line) return null
  return (
    <Call
      number={line.number}
      href={`tel:${line.number.replaceAll(' ', '')}`}
      lines={[t('certificate.call')]}
      caution={line.status === 'unverified' ? t('certificate.call-unverified') : undefined}
    />
  )
}
