/** What a step of signing in answers. `setCookies` are whole Set-Cookie values, to be sent whatever the kind. */
export type Throttled = {
  readonly kind: 'throttled'
  readonly waitSeconds: number
  readonly setCookies: readonly string[]
}

export type Refused<Why extends string> = {
  readonly kind: 'refused'
  readonly why: Why
  readonly setCookies: readonly string[]
}

export type SignedIn = { readonly kind: 'signed-in'; readonly userId: string; readonly setCookies: readonly string[] }

/** `second-factor`: a code is wanted next. `enrol`: signed in, and held until a second factor is set up. */
export type SignInAnswer =
  | SignedIn
  | { readonly kind: 'second-factor'; readonly setCookies: readonly string[] }
  | { readonly kind: 'enrol'; readonly userId: string; readonly setCookies: readonly string[] }
  | Refused<'credentials'>
  | Throttled

/** `expired`: the password has to be given again. */
export type CodeAnswer = SignedIn | Refused<'code' | 'expired'> | Throttled

export type EnrolmentAnswer =
  | { readonly kind: 'begun'; readonly uri: string; readonly secret: string; readonly setCookies: readonly string[] }
  | Refused<'password' | 'already' | 'expired'>
  | Throttled

/** The backup codes are shown once, with this answer. */
export type EnrolledAnswer =
  | {
      readonly kind: 'enrolled'
      readonly userId: string
      readonly backupCodes: readonly string[]
      readonly setCookies: readonly string[]
    }
  | Refused<'code' | 'already' | 'expired'>
  | Throttled

export const refused = <Why extends string>(why: Why, setCookies: readonly string[] = []): Refused<Why> => ({
  kind: 'refused',
  why,
  setCookies,
})
