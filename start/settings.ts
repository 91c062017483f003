import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Settings } from '#server/house.ts'
import { isAddress, type MailServer, mailServerOf } from '#server/mail/mail-server.ts'

export type StartSettings = Settings & {
  databaseUrl: string | null
  rootKeyFile: string
  country: string
  /** Null where none is set up. */
  mail: MailServer | null
} & FileSettings

/** Where attachments lie, and how large one may be. */
type FileSettings = { attachmentsFolder: string; attachmentBytes: number }

/** A setting that cannot be used: one plain line, exit code 2. */
export class WrongSetting extends Error {}

type Flags = { demo?: boolean; dev?: boolean; port?: string; data?: string }

const DEFAULT_PORT = 8020

/** Flags first, then the environment, then defaults. Listens on this machine only unless told otherwise. */
export function readSettings(flags: Flags, env: NodeJS.ProcessEnv): StartSettings {
  const demo = flags.demo ?? false
  const port = portOf(flags.port ?? env.AMAN_PORT)
  const host = env.AMAN_HOST ?? '127.0.0.1'
  const dataDir = resolve(flags.data ?? env.AMAN_DATA ?? (demo ? 'data/demo' : 'data/aman'))
  return {
    demo,
    dev: flags.dev ?? false,
    host,
    port,
    origin: originOf(env.AMAN_ORIGIN, port),
    behindProxy: env.AMAN_BEHIND_PROXY === 'yes',
    dataDir,
    databaseUrl: env.DATABASE_URL || null,
    rootKeyFile: resolve(env.AMAN_ROOT_KEY_FILE?.replace(/^~/, homedir()) ?? `${dataDir}/root.key`),
    attachmentsFolder: resolve(env.AMAN_ATTACHMENTS?.replace(/^~/, homedir()) ?? `${dataDir}/attachments`),
    attachmentBytes: megabytesOf(env.AMAN_ATTACHMENT_MB) * 1_000_000,
    country: env.AMAN_COUNTRY ?? 'KAZ',
    mail: mailOf(env.AMAN_MAIL_URL, env.AMAN_MAIL_FROM),
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new WrongSetting(`The port "${text.slice(0, 40)}" is not a number from 0 to 65535.`)
  return port
}

function megabytesOf(text: string | undefined): number {
  const megabytes = Number(text ?? 25)
  if (!Number.isInteger(megabytes) || megabytes < 1 || megabytes > 500)
    throw new WrongSetting('AMAN_ATTACHMENT_MB takes a whole number from 1 to 500.')
  return megabytes
}

function originOf(text: string | undefined, port: number): string {
  if (text === undefined) return `http://127.0.0.1:${port}`
  if (!URL.canParse(text) || new URL(text).origin === 'null')
    throw new WrongSetting('AMAN_ORIGIN is not an address such as https://aman.example.')
  return new URL(text).origin
}

/** What was given is not repeated: it holds a password. */
function mailOf(url = '', from = ''): MailServer | null {
  if (!url && !from) return null
  if (!url || !from)
    throw new WrongSetting('AMAN_MAIL_URL, the server that takes mail, and AMAN_MAIL_FROM, its sender, go together.')
  if (!isAddress(from)) throw new WrongSetting('AMAN_MAIL_FROM is not a plain address such as aman@agency.example.')
  const server = mailServerOf(url, from)
  if (!server)
    throw new WrongSetting('AMAN_MAIL_URL is not an address such as smtps://user:password@mail.example, without more.')
  return server
}
