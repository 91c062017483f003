import type { PublicRoute } from '#server/http/public-route.ts'
import { changePasswordRoutes } from './change-password.tsx'
import { choosePasswordRoutes } from './choose-password.tsx'
import { enrolRoutes } from './enrol.tsx'
import { secondFactorRoutes } from './second-factor.tsx'
import { signInRoutes } from './sign-in.tsx'
import { signOutRoutes } from './sign-out.tsx'

/** Everything that somebody who is not, or not yet wholly, signed in may open. */
export const publicRoutes: readonly PublicRoute[] = [
  ...signInRoutes,
  ...secondFactorRoutes,
  ...enrolRoutes,
  ...choosePasswordRoutes,
  ...changePasswordRoutes,
  ...signOutRoutes,
]
