import { expect, test } from 'vitest'
import { partOf, shelfOf } from './files.ts'

const whole = () => new Response('0123456789', { headers: { 'content-type': 'audio/wav' } })
const told = async (range: string | null) => {
  const part = await partOf(whole(), range)
  return [part.status, part.headers.get('content-range'), part.headers.get('content-type'), await part.text()]
}

test('of a recording the part is answered that a browser asks for, as Safari does before it plays', async () => {
  expect(await told('bytes=0-1')).toEqual([206, 'bytes 0-1/10', 'audio/wav', '01'])
  expect(await told('bytes=4-')).toEqual([206, 'bytes 4-9/10', 'audio/wav', '456789'])
  expect(await told('bytes=8-99')).toEqual([206, 'bytes 8-9/10', 'audio/wav', '89'])
})

test('without a part, or with one that is not understood, it is answered whole', async () => {
  for (const range of [null, '', 'bytes=-2', 'bytes=0-1,3-4', 'lines=1-2'])
    expect((await told(range)).toSpliced(1, 1)).toEqual([200, 'audio/wav', '0123456789'])
})

test('a part that is not there', async () => {
  expect((await told('bytes=10-')).slice(0, 2)).toEqual([416, 'bytes */10'])
  expect((await told('bytes=5-2')).slice(0, 2)).toEqual([416, 'bytes */10'])
})

test('a recording that does not arrive does not keep the app from being installed, and a page that does not arrive does', async () => {
  const kept: string[] = []
  const add = async (address: string) => {
    if (address.includes('lost')) throw new TypeError('no network')
    kept.push(address)
  }
  const cache = { add, addAll: (all: string[]) => Promise.all(all.map(add)) }
  const caches = { open: async () => cache, keys: async () => [] } as unknown as CacheStorage
  await shelfOf(caches, ['/page.js'], ['/lost.mp3', '/said.mp3']).store()
  expect(kept).toEqual(['/page.js', '/said.mp3'])
  await expect(shelfOf(caches, ['/lost.js'], []).store()).rejects.toThrow('no network')
})
