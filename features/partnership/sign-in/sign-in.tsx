import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { errorFor, fromOf, propsOf, screen, statusFor, wordIn } from './answering.ts'
import { enrolScreen } from './enrol.tsx'
import { codeScreen } from './second-factor.tsx'
import { SignInPage } from './sign-in-page.tsx'

function show(request: PublicRequest, errors: readonly FieldError[] = [], status = 200): PublicAnswer {
  const { t, typed } = request
  const email = wordIn(typed, 'email')
  return screen(t('sign-in.title'), <SignInPage {...propsOf(request, errors)} email={email} />, { status })
}

async function submit(request: PublicRequest): Promise<PublicAnswer> {
  const { t, typed, house } = request
  if (wordIn(typed, 'start')) return show(request)
  const email = wordIn(typed, 'email').trim()
  const password = wordIn(typed, 'password')
  const missing = [
    ...(email ? [] : [{ at: 'email', text: t('sign-in.email-missing') }]),
    ...(password ? [] : [{ at: 'password', text: t('sign-in.password-missing') }]),
  ]
  if (missing.length > 0) return show(request, missing, 422)

  const answer = await house.auth.signIn(fromOf(request), { email, password })
  switch (answer.kind) {
    case 'signed-in':
      return { kind: 'entered', userId: answer.userId, setCookies: answer.setCookies }
    case 'second-factor':
      return codeScreen(request, { setCookies: answer.setCookies })
    case 'enrol':
      return enrolScreen(request, { setCookies: answer.setCookies })
    case 'refused':
    case 'throttled':
      return show(request, [errorFor(t, answer, 'password')], statusFor(answer))
  }
}

export const signInRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/sign-in', run: async request => show(request) },
  { method: 'post', path: '/sign-in', run: submit },
]
