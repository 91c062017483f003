import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export type Received = { from: string; to: string[]; data: string }

export type SmtpServer = {
  port: number
  received: Received[]
  /** What it says to a recipient, or once a mail was handed over, in place of "250"; null: it lets go of the line there. */
  answers: { recipient: string | null; data: string | null }
  /** How long it thinks before it takes a mail. */
  thinkMs: number
  close(): Promise<void>
}

/** A mail server of the world outside, as much of RFC 5321 as it takes to be handed a mail. */
export async function openSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>()
  const server: SmtpServer = {
    port: 0,
    received: [],
    answers: { recipient: '250 ok', data: '250 taken' },
    thinkMs: 0,
    close: async () => {
      for (const each of sockets) each.destroy()
      await new Promise(done => listening.close(done))
    },
  }
  const listening = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    converse(server, socket)
  })
  await new Promise<void>(done => listening.listen(0, '127.0.0.1', done))
  server.port = (listening.address() as AddressInfo).port
  return server
}

function converse(server: SmtpServer, socket: Socket): void {
  let waiting = ''
  let mail: Received | null = null
  let inData = false
  const say = (line: string | null) => (line === null ? socket.destroy() : socket.write(`${line}\r\n`))
  const take = () => {
    const taken = mail
    if (taken && server.answers.data?.startsWith('2')) server.received.push(taken)
    setTimeout(() => say(server.answers.data), server.thinkMs)
    mail = null
  }
  const hear = (line: string) => {
    const [, address = ''] = /<([^>]*)>/.exec(line) ?? []
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'MAIL') mail = { from: address, to: [], data: '' }
    if (verb === 'RCPT') mail?.to.push(address)
    if (verb === 'DATA') inData = true
    say(
      verb === 'RCPT'
        ? server.answers.recipient
        : verb === 'DATA'
          ? '354 go on'
          : verb === 'QUIT'
            ? '221 bye'
            : '250 ok',
    )
  }
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    waiting += text
    for (;;) {
      const end = waiting.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const heard = waiting.slice(0, end)
      waiting = waiting.slice(end + (inData ? 5 : 2))
      if (!inData) hear(heard)
      else {
        if (mail) mail.data = heard
        inData = false
        take()
      }
    }
  })
  say('220 invented.example')
}

/** What a reader sees of a mail: its headers, unfolded, and its text. */
export function readMail({ data }: Received): { headers: Record<string, string[]>; text: string } {
  const end = data.indexOf('\r\n\r\n')
  const headers: Record<string, string[]> = {}
  for (const line of data
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    headers[name] = [...(headers[name] ?? []), line.slice(line.indexOf(':') + 1).trim()]
  }
  const body = data.slice(end + 4)
  const coded = headers['content-transfer-encoding']?.[0]
  const text =
    coded === 'base64' ? Buffer.from(body, 'base64').toString() : coded === 'quoted-printable' ? unquoted(body) : body
  return { headers, text: text.replaceAll('\r\n', '\n') }
}

const unquoted = (body: string) =>
  Buffer.from(
    body
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, byte) => String.fromCharCode(Number.parseInt(byte, 16))),
    'latin1',
  ).toString()
