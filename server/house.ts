import type { Logger } from 'pino'
import type { Country } from '#knowledge/schema/country.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { Bearers } from '#server/auth/bearers.ts'
import type { Turnstile } from '#server/auth/turnstile.ts'
import type { Pool } from '#server/db/client.ts'
import type { Live } from '#server/db/live.ts'
import type { Vault } from '#server/files/vault.ts'
import type { Keys } from '#server/keys/keys.ts'
import type { Signer } from '#server/keys/signer.ts'
import type { Knowledge } from '#server/knowledge/load.ts'
import type { Mailer } from '#server/mail/mailer.ts'
import type { Words } from '#server/words.ts'

/** Read from the environment once, at start. */
export type Settings = {
  origin: string
  host: string
  port: number
  dataDir: string
  /** True where a proxy of ours stands in front and sets X-Forwarded-For. */
  behindProxy: boolean
  demo: boolean
  dev: boolean
}

/** Everything that one running Aman holds. Nothing in it is anybody's record. */
export type House = {
  readonly settings: Settings
  readonly pool: Pool
  readonly keys: Keys
  readonly signer: Signer
  readonly vault: Vault
  readonly auth: Auth
  readonly bearers: Bearers
  readonly live: Live
  readonly turnstile: Turnstile
  /** Null where no mail is set up. */
  readonly mailer: Mailer | null
  readonly knowledge: Knowledge
  readonly country: Country
  readonly words: Words
  readonly log: Logger
  clock(): Date
  newId(): string
}
