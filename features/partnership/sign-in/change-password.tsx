import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { errorFor, fromOf, propsOf, screen, statusFor, wordIn } from './answering.ts'
import { newPasswordErrors } from './new-password.ts'
import { ChangePasswordPage } from './password-pages.tsx'
import { PasswordSetPage } from './plain-pages.tsx'

type Shown = { errors?: readonly FieldError[]; status?: number; setCookies?: readonly string[] }

function page(request: PublicRequest, { errors = [], ...shown }: Shown): PublicAnswer {
  return screen(request.t('sign-in.change-title'), <ChangePasswordPage {...propsOf(request, errors)} />, shown)
}

async function show(request: PublicRequest): Promise<PublicAnswer> {
  const session = await request.house.auth.sessionOf(request.headers)
  if (!session) return { kind: 'go', to: '/sign-in' }
  if (session.twoFactor === 'must-enrol')
    return { kind: 'go', to: '/second-factor/enrol', setCookies: session.setCookies }
  return page(request, { setCookies: session.setCookies })
}

async function submit(request: PublicRequest): Promise<PublicAnswer> {
  const { t, typed, house } = request
  const current = wordIn(typed, 'current')
  const missing = current ? [] : [{ at: 'current', text: t('sign-in.password-missing') }]
  const errors = [...missing, ...newPasswordErrors(t, typed)]
  if (errors.length > 0) return page(request, { errors, status: 422 })

  const answer = await house.auth.changePassword(fromOf(request), { current, next: wordIn(typed, 'password') })
  const { setCookies } = answer
  if (answer.kind === 'changed') {
    return screen(t('sign-in.changed-title'), <PasswordSetPage t={t} to="start" />, { setCookies })
  }
  if (answer.kind === 'refused' && answer.why === 'expired') return { kind: 'go', to: '/sign-in' }
  const at = answer.kind === 'refused' && answer.why === 'password' ? 'current' : 'password'
  return page(request, { errors: [errorFor(t, answer, at)], status: statusFor(answer), setCookies })
}

export const changePasswordRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/change-password', run: show },
  { method: 'post', path: '/change-password', run: submit },
]
