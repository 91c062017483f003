import { keepForm, openKeptForm } from '#server/auth/kept-form.ts'
import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { errorFor, fromOf, propsOf, screen, statusFor, wordIn } from './answering.ts'
import { BackupCodesPage, EnrolPage, SecretPage } from './enrol-page.tsx'
import { expiredScreen } from './second-factor.tsx'

const PATH = '/second-factor/enrol'

type Shown = { errors?: readonly FieldError[]; status?: number; setCookies?: readonly string[] }

export function enrolScreen(request: PublicRequest, { errors = [], ...shown }: Shown = {}): PublicAnswer {
  return screen(request.t('sign-in.enrol-title'), <EnrolPage {...propsOf(request, errors)} />, shown)
}

function secretScreen(request: PublicRequest, uri: string, sealed: string, { errors = [], ...shown }: Shown = {}) {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const page = <SecretPage {...propsOf(request, errors)} uri={uri} secret={secret} sealed={sealed} />
  return screen(request.t('sign-in.secret-title'), page, shown)
}

async function show(request: PublicRequest): Promise<PublicAnswer> {
  const session = await request.house.auth.sessionOf(request.headers)
  if (!session) return { kind: 'go', to: '/sign-in' }
  if (session.twoFactor === 'done') return { kind: 'go', to: '/', setCookies: session.setCookies }
  return enrolScreen(request, { setCookies: session.setCookies })
}

async function submit(request: PublicRequest): Promise<PublicAnswer> {
  const session = await request.house.auth.sessionOf(request.headers)
  if (!session) return expiredScreen(request)
  const { userId, twoFactor, setCookies } = session
  if (twoFactor === 'done') return { kind: 'entered', userId, setCookies }
  return wordIn(request.typed, 'sealed') ? confirm(request, userId) : begin(request, userId)
}

async function begin(request: PublicRequest, userId: string): Promise<PublicAnswer> {
  const { t, typed, house } = request
  const password = wordIn(typed, 'password')
  if (!password) {
    return enrolScreen(request, { errors: [{ at: 'password', text: t('sign-in.password-missing') }], status: 422 })
  }
  const answer = await house.auth.startEnrolment(fromOf(request), password)
  if (answer.kind !== 'begun') {
    return enrolScreen(request, { errors: [errorFor(t, answer, 'password')], status: statusFor(answer) })
  }
  const kept = { userId, path: PATH, fields: { uri: answer.uri }, at: house.clock() }
  return secretScreen(request, answer.uri, keepForm(house.keys.forms, kept), { setCookies: answer.setCookies })
}

async function confirm(request: PublicRequest, userId: string): Promise<PublicAnswer> {
  const { t, typed, house } = request
  const sealed = wordIn(typed, 'sealed')
  const kept = openKeptForm(house.keys.forms, sealed, house.clock(), userId)
  const uri = kept?.path === PATH ? kept.fields.uri : undefined
  if (typeof uri !== 'string') return enrolScreen(request)
  const code = wordIn(typed, 'code').trim()
  if (!code) {
    return secretScreen(request, uri, sealed, {
      errors: [{ at: 'code', text: t('sign-in.code-missing') }],
      status: 422,
    })
  }
  const answer = await house.auth.finishEnrolment(fromOf(request), code)
  if (answer.kind === 'enrolled') {
    const page = <BackupCodesPage {...propsOf(request)} codes={answer.backupCodes} />
    return screen(t('sign-in.codes-title'), page, { setCookies: answer.setCookies })
  }
  return secretScreen(request, uri, sealed, { errors: [errorFor(t, answer, 'code')], status: statusFor(answer) })
}

export const enrolRoutes: readonly PublicRoute[] = [
  { method: 'get', path: PATH, run: show },
  { method: 'post', path: PATH, run: submit },
]
