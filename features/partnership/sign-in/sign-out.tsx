import type { PublicRoute } from '#server/http/public-route.ts'
import { fromOf, screen } from './answering.ts'
import { SignedOutPage } from './plain-pages.tsx'

export const signOutRoutes: readonly PublicRoute[] = [
  {
    method: 'post',
    path: '/sign-out',
    run: async request => ({ kind: 'go', to: '/signed-out', ...(await request.house.auth.signOut(fromOf(request))) }),
  },
  {
    method: 'get',
    path: '/signed-out',
    run: async ({ t }) => screen(t('sign-in.signed-out-title'), <SignedOutPage t={t} />),
  },
]
