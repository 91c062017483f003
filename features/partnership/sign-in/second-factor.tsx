import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { errorFor, fromOf, propsOf, screen, statusFor, wordIn } from './answering.ts'
import { ExpiredPage } from './plain-pages.tsx'
import { SecondFactorPage } from './second-factor-page.tsx'

type Shown = { errors?: readonly FieldError[]; backup?: boolean; status?: number; setCookies?: readonly string[] }

export function codeScreen(
  request: PublicRequest,
  { errors = [], backup = false, ...shown }: Shown = {},
): PublicAnswer {
  const title = request.t(backup ? 'sign-in.backup-title' : 'sign-in.code-title')
  return screen(title, <SecondFactorPage {...propsOf(request, errors)} backup={backup} />, shown)
}

/** The password is wanted again; a form that waits goes along. */
export function expiredScreen(request: PublicRequest): PublicAnswer {
  return screen(request.t('sign-in.expired-title'), <ExpiredPage {...propsOf(request)} />, { status: 422 })
}

async function submit(request: PublicRequest): Promise<PublicAnswer> {
  const { t, typed, house } = request
  const backup = wordIn(typed, 'by') === 'backup'
  if (wordIn(typed, 'turn')) return codeScreen(request, { backup: !backup })
  const code = wordIn(typed, 'code').trim()
  if (!code)
    return codeScreen(request, { backup, errors: [{ at: 'code', text: t('sign-in.code-missing') }], status: 422 })

  const from = fromOf(request)
  const answer = backup ? await house.auth.useBackupCode(from, code) : await house.auth.verifyCode(from, code)
  if (answer.kind === 'signed-in') return { kind: 'entered', userId: answer.userId, setCookies: answer.setCookies }
  if (answer.kind === 'refused' && answer.why === 'expired') {
    return expiredScreen(request)
  }
  return codeScreen(request, { backup, errors: [errorFor(t, answer, 'code')], status: statusFor(answer) })
}

export const secondFactorRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/second-factor', run: async request => codeScreen(request) },
  { method: 'post', path: '/second-factor', run: submit },
]
