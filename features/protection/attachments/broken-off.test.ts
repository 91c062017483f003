import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { tokenFor } from '#tests/support/client.ts'
import { addActor } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'

let served: Served
let token = ''
let path = ''
const escaped: unknown[] = []
const note = (fault: unknown) => void escaped.push(fault)

beforeAll(async () => {
  served = await serveTestHouse()
  const worker = await addActor(served.test, 'case-worker')
  token = await tokenFor(served.test, worker)
  path = `/api/v1/cases/${await openedCase(served.test, worker)}/attachments`
  process.on('uncaughtException', note).on('unhandledRejection', note)
})
afterAll(async () => {
  process.off('uncaughtException', note).off('unhandledRejection', note)
  await served.close()
})

const HEAD = '--a\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
const files = async () => (await readdir(served.test.vaultFolder, { recursive: true })).filter(each => each.length > 3)

/** A sender at the other end of a wire, who says how long the form will be and may not keep to it. */
async function sending(to = path, by = token): Promise<{ socket: Socket; answer: () => string }> {
  const { hostname, port } = new URL(served.origin)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', data => {
    received += data
  })
  socket.on('error', () => {})
  const lines = [`POST ${to} HTTP/1.1`, `host: ${hostname}:${port}`, `authorization: Bearer ${by}`]
  const about = ['content-type: multipart/form-data; boundary=a', 'content-length: 900000']
  socket.write(`${[...lines, ...about].join('\r\n')}\r\n\r\n${HEAD}`)
  return { socket, answer: () => received }
}

async function whole(): Promise<number> {
  const form = new FormData()
  form.append('file', new Blob(['%PDF-1.7\n', new Uint8Array(randomBytes(5_000))]), 'a.pdf')
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${served.origin}${path}`, { method: 'POST', headers, body: form })).status
}

test('senders who vanish in the middle of a file leave nothing behind, and others are served', async () => {
  for (let sent = 0; sent < 10; sent++) {
    const { socket } = await sending()
    socket.write(randomBytes(200_000))
    await sleep(sent * 5)
    if (sent % 2 === 0) socket.resetAndDestroy()
    else socket.end()
  }
  await vi.waitFor(async () => expect(await files()).toEqual([]), 5_000)
  expect(await whole()).toBe(201)
  expect((await files()).length).toBe(1)
  expect(escaped).toEqual([])
})

test('a file that is refused unread is not waited for: the answer comes, and the line is closed', async () => {
  const before = (await files()).length
  for (const [to, by, status] of [
    [path, 'unknown', 401],
    [`${path}?a=b`, token, 400],
  ] as const) {
    const { socket, answer } = await sending(to, by)
    await vi.waitFor(() => expect(answer()).toContain(`HTTP/1.1 ${status} `), 5_000)
    await vi.waitFor(() => expect(socket.readableEnded || socket.destroyed).toBe(true), 5_000)
  }
  expect((await files()).length).toBe(before)
  expect(await whole()).toBe(201)
  expect(escaped).toEqual([])
})
