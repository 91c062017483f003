import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Vault } from '#device/vault/vault.ts'
import { asWritten, filesHolding, openProfile, type Profile } from '#tests/support/browser-profile.ts'

/*
 * A lost phone: what was typed lies in a real browser's profile, and somebody reads the files as they are.
 */

declare const vault: Vault

const MARKERS = [
  'kestrel-4417',
  'juniper-2093',
  'Айсұлу-ойдан',
  'Нурлан-вымышлен',
  'o‘ylab-topilgan',
  'ойлоп-табылган',
  'бофта-шуда',
  'quarry-8850',
  'lantern-3306',
  'Жұлдызай-ойдан',
]
const PIN = 'amber-ferry-71'
const WRONG = 'amber-ferry-72'
/** Stands in clear beside the vault, so that a search that finds nothing is known to search. */
const CONTROLS = ['in-clear-5521', 'в-открытом-виде']

const SCRIPT = `
import { openVault } from './device/vault/vault.ts'
globalThis.opened = openVault('aman-field', { rounds: 300_000 }).then(vault => { globalThis.vault = vault })
`

let folder: string
let address: string
let close: () => void
let profile: Profile
let page: Page

async function start(): Promise<void> {
  profile = await openProfile(folder)
  page = profile.context.pages()[0] ?? (await profile.context.newPage())
  await page.goto(address)
  await page.evaluate('opened')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-profile-'))
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'iife',
  })
  const script = outputFiles[0]?.text ?? ''
  const server = createServer((request, response) => {
    const isScript = request.url === '/vault.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script src="/vault.js"></script>')
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  close = () => server.close()
  await start()
}, 60_000)
afterAll(async () => {
  await profile?.kill()
  close?.()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const holding = (words: readonly string[]) => filesHolding(folder, words.flatMap(asWritten))

test('what was typed is in no file of the profile, though the browser was killed at once', async () => {
  await page.evaluate(
    ([words]) =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.open('in clear', 1)
        request.onupgradeneeded = () => request.result.createObjectStore('words')
        request.onsuccess = () => {
          const tx = request.result.transaction('words', 'readwrite', { durability: 'strict' })
          tx.objectStore('words').put(words, 1)
          tx.oncomplete = () => done()
          tx.onabort = () => failed(tx.error)
        }
      }),
    [CONTROLS],
  )
  await page.evaluate(
    async ([pin, words]) => {
      await vault.create(pin, crypto.getRandomValues(new Uint8Array(32)), { deviceId: 'invented' })
      for (const [at, word] of words.entries()) {
        const id = `record-${at}`
        await vault.change('screening', id, () => ({ notes: { one: word }, unsent: true }))
        await vault.change<object>('screening', id, now => ({ ...now, edited: word.repeat(3) }))
      }
    },
    [PIN, MARKERS] as const,
  )
  await profile.kill()
  for (const control of CONTROLS) expect(await holding([control])).not.toEqual([])
  expect(await holding([...MARKERS, PIN])).toEqual([])
})

test('after a restart it is locked, and everything is there for whoever knows the PIN', async () => {
  await start()
  expect(await page.evaluate(async () => [await vault.state(), await vault.unsent()])).toEqual(['locked', 10])
  const walked = await page.evaluate(async pin => {
    await vault.unlock(pin)
    return vault.walk<{ notes: { one: string } }>('screening')
  }, PIN)
  expect(walked.map(each => each.value.notes.one)).toEqual(MARKERS)
  expect(await holding([...MARKERS, PIN])).toEqual([])
})

test('a full disk is told before it hurts, and then refuses and loses nothing', async () => {
  await profile.kill()
  await start()
  // Before anything is written: the browser remembers for a while how much room there was.
  const session = await profile.context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(address).origin, quotaSize: 6_000_000 })
  const told = await page.evaluate(async pin => {
    await vault.unlock(pin)
    const outcomes: unknown[] = [(await vault.room()).low]
    const save = (id: string) =>
      vault
        .change('settings', id, () => ({ big: 'x'.repeat(1_500_000) }))
        .then(
          () => 'kept',
          error => error.refusal?.code,
        )
    for (const id of ['a', 'b', 'c', 'd']) outcomes.push(await save(id), (await vault.room()).low)
    return outcomes
  }, PIN)
  expect(told.slice(0, 3)).toEqual([false, 'kept', true])
  expect(told.at(-2)).toBe('vault.full')
  const walked = await page.evaluate(() => vault.walk<{ notes: { one: string } }>('screening'))
  expect(walked.map(each => each.value.notes.one)).toEqual(MARKERS)
})

/** The wrapped key, from the one database that holds it. */
const wrappedKey = () =>
  page.evaluate(
    () =>
      new Promise<number[]>((done, failed) => {
        const request = indexedDB.open('aman-field')
        request.onerror = () => failed(request.error)
        request.onsuccess = () => {
          const row = request.result.transaction('lock').objectStore('lock').get('blob')
          row.onsuccess = async () => {
            request.result.close()
            done([...new Uint8Array(await row.result.arrayBuffer())])
          }
        }
      }),
  )

test('a try that a killed browser broke off counts, and the tenth wipes', async () => {
  const wrapped = Buffer.from(await wrappedKey())
  expect(await filesHolding(folder, [wrapped])).not.toEqual([])
  await page.evaluate(wrong => {
    void vault.unlock(wrong)
    return new Promise(done => setTimeout(done, 60))
  }, WRONG)
  await profile.kill()
  await start()
  const answers = await page.evaluate(async wrong => {
    const all: unknown[] = []
    for (let n = 0; n < 9; n++) all.push(await vault.unlock(wrong))
    return all
  }, WRONG)
  expect(answers[0]).toMatchObject({ code: 'vault.wrong-pin', detail: { left: 8 } })
  expect(answers.at(-1)).toMatchObject({ code: 'vault.wiped' })
  expect(await page.evaluate(async () => [await vault.state(), await vault.unsent()])).toEqual(['empty', 0])
  // What was deleted lies on in the database's files for a while. Its key does not, once the script that read it has ended.
  await profile.context.newPage()
  await page.close()
  await expect.poll(() => filesHolding(folder, [wrapped]), { timeout: 10_000 }).toEqual([])
})
