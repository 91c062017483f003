import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { tokenFor } from '#tests/support/client.ts'
import { addActor } from '#tests/support/house.ts'

const SCRIPT = fileURLToPath(new URL('../../../docs/operating/telephony/aman-call.agi', import.meta.url))

let served: Served
let operator: Actor
let folder: string

beforeAll(async () => {
  served = await serveTestHouse()
  operator = await addActor(served.test, 'hotline-operator', { kind: 'hotline' })
  folder = await mkdtemp(join(tmpdir(), 'aman-telephony-'))
  await writeFile(join(folder, 'header'), `Authorization: Bearer ${await tokenFor(served.test, operator)}\n`)
})
afterAll(async () => {
  await served?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Speaks to the script as Asterisk does: variables, an empty line, and an answer to each of its commands. */
async function agi(args: string[], url = served.origin): Promise<string> {
  const env = { PATH: process.env.PATH, AMAN_URL: url, AMAN_HEADER_FILE: join(folder, 'header') }
  const child = spawn('sh', [SCRIPT], { env })
  const given = args.map((value, index) => `agi_arg_${index + 1}: ${value}`)
  const lines = ['agi_request: aman-call.agi', 'agi_uniqueid: 1764000000.42', 'agi_callerid: +77015550123', ...given]
  child.stdin.end(`${lines.join('\n')}\n\n200 result=1\n`)
  const [said, code] = await Promise.all([text(child.stdout), new Promise(done => child.once('close', done))])
  expect(code).toBe(0)
  return said
}

const calls = async () => (await served.test.owner.query('select * from aman.incoming_call')).rows

test('the script of the manual tells Aman of a call once, and that it ended', async () => {
  const said = await agi(['ringing', 'uz', 'labour'])
  const [, callId = ''] = /^SET VARIABLE AMAN_CALL ([0-9a-f-]{36})\n$/.exec(said) ?? []
  expect(callId, said).not.toBe('')
  expect(await agi(['ringing', 'uz', 'labour'])).toBe(said)
  expect(await calls()).toMatchObject([{ id: callId, language: 'uz', skill: 'labour', status: 'waiting' }])
  await agi(['ended', callId])
  expect(await calls()).toMatchObject([{ id: callId, status: 'lost' }])
}, 30_000)

test('a call goes on where Aman does not answer', async () => {
  expect(await agi(['ringing', 'uz', 'labour'], 'http://127.0.0.1:9')).toMatch(/^VERBOSE/)
}, 30_000)
