/** The server that takes our mail, and the address that it comes from. `password`: '' where there is none. */
export type MailServer = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte, smtps:. Otherwise it begins with STARTTLS. */
  readonly secure: boolean
  readonly user: string
  readonly password: string
  readonly from: string
}

/** One plain address: no name, no list, no sign that means something in a header or to a server. */
const ADDRESS = /^[a-z0-9._'+-]{1,64}@[a-z0-9][a-z0-9.-]{0,188}$/i

export const isAddress = (text: string): boolean => ADDRESS.test(text)

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const
const isScheme = (scheme: string): scheme is keyof typeof PORTS => scheme in PORTS

/** Null where it is no address of a mail server, or asks for more than this program does. */
export function mailServerOf(text: string, from: string): MailServer | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text)
  if (!isScheme(protocol) || !hostname || search || hash || !['', '/'].includes(pathname)) return null
  try {
    return {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port || PORTS[protocol]),
      secure: protocol === 'smtps:',
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      from,
    }
  } catch {
    return null
  }
}
