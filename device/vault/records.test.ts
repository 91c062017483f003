import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { diskOf, enrolled, PIN, tab } from '#tests/support/vault.ts'
import type { Sealed } from './sealing.ts'

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    error => error.refusal?.code ?? error,
  )
const kept = (value: unknown) => JSON.parse(JSON.stringify(value))

/** All that lies on the disk, as one text of bytes. */
async function bytesOf(name: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  const collect = (value: unknown): unknown => {
    if (value instanceof Uint8Array) pieces.push(Buffer.from(value))
    else if (value instanceof ArrayBuffer) pieces.push(Buffer.from(value))
    else if (typeof value === 'object' && value !== null) Object.entries(value).flat().map(collect)
    else pieces.push(Buffer.from(String(value)))
    return null
  }
  ;(await diskOf(name).everything()).map(collect)
  return Buffer.concat(pieces)
}

describe('a record', () => {
  test('comes back as it was, whatever JSON it is', async () => {
    const { vault } = await enrolled()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.jsonValue(), async (id, value) => {
        await vault.change('screening', id, () => ({ value }))
        expect(await vault.get('screening', id)).toEqual(kept({ value }))
      }),
      { numRuns: 40 },
    )
  })

  test('of any length comes back, and tells little of it', async () => {
    const { name, vault } = await enrolled()
    const sizes = new Set<number>()
    for (const length of [0, 1, 900, 4000, 4078, 4079, 4080, 4081, 7000, 9000, 70_000, 300_000]) {
      await vault.change('screening', 'one', () => ({ said: 'ж'.repeat(length) }))
      expect(await vault.get('screening', 'one')).toEqual({ said: 'ж'.repeat(length) })
      sizes.add((await diskOf(name).row('screening', 'one')).bytes.byteLength - 16)
    }
    expect([...sizes]).toEqual([4096, 8192, 16_384, 32_768, 262_144, 1_048_576])
  })

  test('lies on the disk without a word of what was typed', async () => {
    const { name, vault } = await enrolled()
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 6, unit: 'grapheme' }), async said => {
        await vault.change('screening', 'one', () => ({ [said]: said, unsent: true }))
        const bytes = await bytesOf(name)
        expect(bytes.includes(Buffer.from(said, 'utf8'))).toBe(false)
        expect(bytes.includes(Buffer.from(said, 'utf16le'))).toBe(false)
      }),
    )
    expect((await bytesOf(name)).includes(Buffer.from(PIN))).toBe(false)
    expect(Object.keys(await diskOf(name).row('screening', 'one')).toSorted()).toEqual(['bytes', 'iv', 'unsent'])
  })

  test('never has the same bytes twice', async () => {
    const { name, vault } = await enrolled()
    const seen = new Set<string>()
    for (let n = 0; n < 20; n++) {
      await vault.change('screening', 'one', () => ({ said: 'the same' }))
      const { iv, bytes } = await diskOf(name).row('screening', 'one')
      seen.add(Buffer.from(iv).toString('hex')).add(Buffer.from(bytes).toString('hex'))
    }
    expect(seen.size).toBe(40)
  })
})

describe('an altered record', () => {
  test('is noticed, whichever bit it was', async () => {
    const { name, vault } = await enrolled()
    const disk = diskOf(name)
    await vault.change('screening', 'one', () => ({ said: 'something' }))
    const { iv, bytes } = await disk.row('screening', 'one')
    await fc.assert(
      fc.asyncProperty(fc.nat(iv.length + bytes.byteLength - 1), fc.nat(7), async (at, bit) => {
        const all = Buffer.concat([iv, new Uint8Array(bytes)])
        all[at] = (all[at] ?? 0) ^ (1 << bit)
        const altered = new Uint8Array(all)
        await disk.put('screening', 'one', { iv: altered.slice(0, 12), bytes: altered.slice(12).buffer })
        expect(await refusalOf(vault.get('screening', 'one'))).toBe('vault.damaged')
      }),
    )
  })

  test.each<[string, (row: Sealed) => Sealed]>([
    ['shortened', row => ({ ...row, bytes: row.bytes.slice(0, -1) })],
    ['emptied', row => ({ ...row, bytes: new ArrayBuffer(0) })],
    ['without its beginning', row => ({ ...row, iv: row.iv.slice(0, 0) })],
  ])('is noticed when %s, and is not written over', async (_, alter) => {
    const { name, vault } = await enrolled()
    const disk = diskOf(name)
    await vault.change('screening', 'one', () => ({ said: 'something' }))
    const altered = alter(await disk.row('screening', 'one'))
    await disk.put('screening', 'one', altered)
    expect(await refusalOf(vault.change('screening', 'one', () => ({ said: 'else' })))).toBe('vault.damaged')
    expect(await disk.row('screening', 'one')).toEqual(altered)
  })

  test('is noticed when it was moved to another place, another kind or another device', async () => {
    const [{ name, vault }, other] = [await enrolled(), await enrolled()]
    await vault.change('screening', 'one', () => ({ said: 'something' }))
    const row = await diskOf(name).row('screening', 'one')
    await diskOf(name).put('screening', 'two', row)
    await diskOf(name).put('settings', 'one', row)
    await diskOf(other.name).put('screening', 'one', row)
    expect(await refusalOf(vault.get('screening', 'two'))).toBe('vault.damaged')
    expect(await refusalOf(vault.get('settings', 'one'))).toBe('vault.damaged')
    expect(await refusalOf(other.vault.get('screening', 'one'))).toBe('vault.damaged')
  })

  test('does not stop those behind it, and still counts as unsent', async () => {
    const { name, vault } = await enrolled()
    for (const id of ['a', 'b', 'c']) await vault.change('screening', id, () => ({ id, unsent: true }))
    const row = await diskOf(name).row('screening', 'c')
    await diskOf(name).put('screening', 'a', row)
    expect((await vault.walk('screening', undefined, 2)).map(each => each.id)).toEqual(['b', 'c'])
    expect(await vault.unsent()).toBe(3)
  })
})

describe('changes', () => {
  test('at once from two tabs each see what the one before left', async () => {
    const { name, vault } = await enrolled()
    const other = await tab(name)
    const key = vault.key()
    if (key) await other.adopt(key)
    const add = (by: typeof vault) => by.change<{ n: number }>('screening', 'one', now => ({ n: (now?.n ?? 0) + 1 }))
    const seen = await Promise.all(Array.from({ length: 60 }, (_, at) => add(at % 2 ? vault : other)))
    expect(seen.map(each => each?.n)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
    expect(await vault.get('screening', 'one')).toEqual({ n: 60 })
  })

  test('that fail leave what there was', async () => {
    const { vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ n: 1 }))
    const fail = () => {
      throw new Error('a rule said no')
    }
    await expect(vault.change('screening', 'one', fail)).rejects.toThrow('a rule said no')
    expect(await vault.change('screening', 'one', now => now)).toEqual({ n: 1 })
  })

  test('to null delete, and to nothing from nothing write nothing', async () => {
    const { vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ unsent: true }))
    expect(await vault.change('screening', 'one', () => null)).toBe(null)
    expect(await vault.change('screening', 'two', now => now)).toBe(null)
    expect([await vault.get('screening', 'one'), await vault.unsent()]).toEqual([null, 0])
  })

  test('that were under way when the device locked are kept', async () => {
    const { vault } = await enrolled()
    const saved = vault.change('screening', 'one', () => ({ said: 'something' }))
    await vault.get('screening', 'two')
    vault.lock()
    await saved
    await vault.unlock(PIN)
    expect(await vault.get('screening', 'one')).toEqual({ said: 'something' })
  })
})

describe('a full disk', () => {
  const noRoom = () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  const full = () => vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(noRoom)
  const fullOnce = () => vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(noRoom)
  const estimated = (value: StorageEstimate) =>
    Object.defineProperty(navigator, 'storage', { configurable: true, value: { estimate: async () => value } })

  test('is told, and what was kept is there', async () => {
    const { vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ n: 1 }))
    const spy = full()
    expect(await refusalOf(vault.change('screening', 'one', () => ({ n: 2 })))).toBe('vault.full')
    expect(await vault.changePin(PIN, 'a new kestrel')).toMatchObject({ code: 'vault.full' })
    vault.lock()
    expect(await vault.unlock(PIN)).toMatchObject({ code: 'vault.full' })
    expect(await (await tab('full from the start')).create(PIN, new Uint8Array(32), {})).toMatchObject({
      code: 'vault.full',
    })
    spy.mockRestore()
    expect((await vault.unlock(PIN)).ok).toBe(true)
    expect(await vault.get('screening', 'one')).toEqual({ n: 1 })
  })

  test('takes what is being saved all the same, and says that room is low until there is some', async () => {
    const { vault } = await enrolled()
    estimated({ usage: 100, quota: 10 ** 9 })
    expect(await vault.room()).toEqual({ used: 100, quota: 10 ** 9, low: false })
    fullOnce()
    expect(await vault.change('screening', 'one', () => ({ n: 1 }))).toEqual({ n: 1 })
    expect(await vault.get('screening', 'one')).toEqual({ n: 1 })
    expect(await vault.room()).toMatchObject({ low: true })
    vault.lock()
    await vault.unlock(PIN)
    expect(await vault.room()).toMatchObject({ low: false })
  })

  test('is foreseen where the browser says how much room there is', async () => {
    const { vault } = await enrolled()
    estimated({ usage: 10 ** 9, quota: 10 ** 9 })
    expect(await vault.room()).toMatchObject({ low: true })
    estimated({})
    expect(await vault.room()).toEqual({ used: 0, quota: 0, low: false })
  })
})

test('many are walked a page at a time, oldest first, each once', async () => {
  const { vault } = await enrolled()
  const ids = Array.from({ length: 300 }, (_, at) => String(at).padStart(4, '0'))
  await Promise.all(ids.toReversed().map(id => vault.change('screening', id, () => ({ id, unsent: true }))))
  const asked = vi.spyOn(IDBObjectStore.prototype, 'getAll')
  const walked: string[] = []
  for (let page = await vault.walk('screening'); page.length > 0; page = await vault.walk('screening', walked.at(-1)))
    walked.push(...page.map(each => each.id))
  expect(walked).toEqual(ids)
  expect(Math.max(...asked.mock.calls.map(([, most]) => most ?? Number.POSITIVE_INFINITY))).toBe(50)
  asked.mockRestore()
})
