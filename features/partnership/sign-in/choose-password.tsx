import type { PublicAnswer, PublicRequest, PublicRoute } from '#server/http/public-route.ts'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { errorFor, propsOf, screen, wordIn } from './answering.ts'
import { newPasswordErrors } from './new-password.ts'
import { ChoosePasswordPage } from './password-pages.tsx'
import { LinkGonePage, PasswordSetPage } from './plain-pages.tsx'

/** Where a one-time link leads, without its language. */
export const linkPath = (token: string): string => `/set-up/${token}`

function gone({ t }: PublicRequest): PublicAnswer {
  return screen(t('sign-in.link-gone-title'), <LinkGonePage t={t} />, { status: 404 })
}

async function show(request: PublicRequest, token: string, errors: readonly FieldError[] = []): Promise<PublicAnswer> {
  const link = await request.house.auth.findLink(token)
  if (!link) return gone(request)
  const page = <ChoosePasswordPage {...propsOf(request, errors)} email={link.email} action={linkPath(token)} />
  return screen(request.t('sign-in.choose-title'), page, { status: errors.length > 0 ? 422 : 200 })
}

const tokenIn = ({ url }: PublicRequest): string => url.pathname.slice(url.pathname.lastIndexOf('/') + 1)

async function submit(request: PublicRequest): Promise<PublicAnswer> {
  const { t, typed, house } = request
  const token = tokenIn(request)
  const errors = newPasswordErrors(t, typed)
  if (errors.length > 0) return show(request, token, errors)
  const answer = await house.auth.useLink(token, wordIn(typed, 'password'))
  if (answer.kind === 'done') return screen(t('sign-in.chosen-title'), <PasswordSetPage t={t} to="sign-in" />)
  return answer.why === 'gone' ? gone(request) : show(request, token, [errorFor(t, answer, 'password')])
}

export const choosePasswordRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/set-up/:token', run: request => show(request, tokenIn(request)) },
  { method: 'post', path: '/set-up/:token', run: submit },
]
