import { describe, expect, test, vi } from 'vitest'
import { diskOf, enrolled, PIN, SECRET, tab } from '#tests/support/vault.ts'
import type { Lock } from './tries.ts'
import { openVault, type Vault } from './vault.ts'

const WRONG = 'invented sparrow'
const wrong = (vault: Vault, times: number) => Array.from({ length: times }, () => vault.unlock(WRONG))
const codeOf = (result: { ok: boolean; code?: string }) => result.code ?? 'opened'
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    error => error.refusal?.code ?? error,
  )

describe('a device', () => {
  test('is empty, then open to whoever set it up, then locked, then open by its PIN', async () => {
    const vault = await tab('a device')
    expect(await vault.state()).toBe('empty')
    expect(await vault.unlock(PIN)).toEqual({ ok: false, code: 'vault.empty' })
    expect(await vault.create(PIN, SECRET, { deviceId: 'D1' })).toEqual({ ok: true, value: null })
    expect(await vault.state()).toBe('open')
    await vault.change('screening', 'one', () => ({ said: 'something' }))
    vault.lock()
    expect([await vault.state(), vault.key()]).toEqual(['locked', null])
    expect((await vault.unlock(PIN)).ok).toBe(true)
    expect(await vault.get('screening', 'one')).toEqual({ said: 'something' })
  })

  test('that was restarted is locked, and knows its own number and how much is unsent, and nothing else', async () => {
    const { name, vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ unsent: true }))
    await vault.change('screening', 'two', () => ({ unsent: false }))
    const again = await tab(name)
    expect(await again.state()).toBe('locked')
    expect([await again.settings(), await again.unsent()]).toEqual([{ deviceId: name }, 1])
    expect(await refusalOf(again.get('screening', 'one'))).toBe('vault.locked')
    expect(await refusalOf(again.walk('screening'))).toBe('vault.locked')
    expect(await refusalOf(again.change('screening', 'one', () => null))).toBe('vault.locked')
    expect(await vault.get('screening', 'one')).toEqual({ unsent: true })
  })

  test('is not set up over what it keeps', async () => {
    const { name, vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ unsent: true }))
    expect(codeOf(await (await tab(name)).create('another kestrel', SECRET, {}))).toBe('vault.exists')
    expect(await vault.get('screening', 'one')).toEqual({ unsent: true })
  })

  test('gives a key that no script can read', async () => {
    const { vault } = await enrolled()
    const key = vault.key()
    expect(key?.extractable).toBe(false)
    if (key) await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  })

  test('stretches a PIN by a million rounds unless it is told otherwise', async () => {
    const vault = await openVault('as delivered')
    await vault.create(PIN, SECRET, {})
    expect(await diskOf('as delivered').lock('key')).toMatchObject({ wrapping: { rounds: 1_000_000 } })
  })

  test('needs the secret as well as the PIN', async () => {
    const { name, vault } = await enrolled()
    vault.lock()
    const disk = diskOf(name)
    const lock = (await disk.lock('key')) as Lock
    const secret = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, ['deriveKey'])
    await disk.putLock('key', { ...lock, wrapping: { ...lock.wrapping, secret } })
    expect(codeOf(await vault.unlock(PIN))).toBe('vault.wrong-pin')
  })
})

describe('a PIN', () => {
  test.each(['12345', 'abcde', 'x'.repeat(65), ''])('%j has the wrong length', async pin => {
    expect(codeOf(await (await tab('pins')).create(pin, SECRET, {}))).toBe('vault.pin-length')
  })

  test.each(['111111', '123456', '987654', 'abcdefgh', '123123', '121212', '1212121', '000001'])(
    '%j is what everybody would try first',
    async pin => expect(codeOf(await (await tab('pins')).create(pin, SECRET, {}))).toBe('vault.pin-simple'),
  )

  test('may be words, and is the same from two keyboards', async () => {
    const vault = await tab('words')
    await vault.create('жайлы \u0439огурт 7', SECRET, {})
    vault.lock()
    expect(codeOf(await vault.unlock('жайлы \u0438\u0306огурт 7'))).toBe('opened')
  })

  test('is changed by whoever knows the old one, and what was kept stays readable', async () => {
    const { name, vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ said: 'something' }))
    expect(codeOf(await vault.changePin(PIN, '123456'))).toBe('vault.pin-simple')
    expect(await vault.changePin(PIN, 'a new kestrel')).toEqual({ ok: true, value: null })
    const again = await tab(name)
    expect(codeOf(await again.unlock(PIN))).toBe('vault.wrong-pin')
    expect(codeOf(await again.unlock('a new kestrel'))).toBe('opened')
    expect(again.key()?.extractable).toBe(false)
    expect(await again.get('screening', 'one')).toEqual({ said: 'something' })
  })

  test('that is wrong where it is to be changed counts like any other', async () => {
    const { name, vault } = await enrolled()
    expect(await vault.changePin(WRONG, 'a new kestrel')).toMatchObject({ detail: { left: 9 } })
    expect(await diskOf(name).lock('tries')).toBe(1)
    for (let n = 0; n < 8; n++) await vault.changePin(WRONG, 'a new kestrel')
    expect(codeOf(await vault.changePin(WRONG, 'a new kestrel'))).toBe('vault.wiped')
    expect([await vault.state(), vault.key()]).toEqual(['empty', null])
  })
})

describe('ten wrong PINs', () => {
  test('empty the device, and each before says how many are left', async () => {
    const { name, vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ unsent: true }))
    vault.lock()
    for (let left = 9; left > 0; left--)
      expect(await vault.unlock(WRONG)).toEqual({ ok: false, code: 'vault.wrong-pin', detail: { left } })
    expect(await vault.unlock(WRONG)).toEqual({ ok: false, code: 'vault.wiped' })
    expect([await vault.state(), await vault.unsent()]).toEqual(['empty', 0])
    expect(await diskOf(name).everything()).toEqual([])
  })

  test('are counted from the last right one', async () => {
    const { vault } = await enrolled()
    for (let n = 0; n < 9; n++) await vault.unlock(WRONG)
    expect(codeOf(await vault.unlock(PIN))).toBe('opened')
    expect(await vault.unlock(WRONG)).toMatchObject({ detail: { left: 9 } })
  })

  test('are ten from several tabs at once, and no more', async () => {
    const { name, vault } = await enrolled()
    vault.lock()
    const tabs = [vault, await tab(name), await tab(name)]
    const answers = (await Promise.all(tabs.flatMap(each => wrong(each, 8)))).map(codeOf)
    const of = (code: string) => answers.filter(each => each === code).length
    expect([of('vault.wrong-pin'), of('vault.wiped'), of('vault.empty')]).toEqual([9, 1, 14])
  })

  test('do not come about by two right ones at once', async () => {
    const { name, vault } = await enrolled()
    for (let n = 0; n < 9; n++) await vault.unlock(WRONG)
    const other = await tab(name)
    expect((await Promise.all([vault.unlock(PIN), other.unlock(PIN)])).map(codeOf)).toEqual(['opened', 'opened'])
  })

  test('shut out a tab that was open', async () => {
    const { name, vault } = await enrolled()
    await Promise.all(wrong(await tab(name), 10))
    expect([vault.key(), await vault.state()]).toEqual([null, 'empty'])
    expect(await refusalOf(vault.change('screening', 'one', () => ({})))).toBe('vault.locked')
  })
})

describe('a browser that is killed while a PIN is tried', () => {
  const killed = async (vault: Vault, seen?: () => Promise<void>) => {
    const spy = vi.spyOn(crypto.subtle, 'unwrapKey').mockImplementationOnce(async () => {
      await seen?.()
      throw new Error('killed')
    })
    await expect(vault.unlock(WRONG)).rejects.toThrow('killed')
    spy.mockRestore()
  }

  test('has counted before it tried', async () => {
    const { name, vault } = await enrolled()
    await killed(vault, async () => expect(await diskOf(name).lock('tries')).toBe(1))
    expect(await (await tab(name)).unlock(WRONG)).toMatchObject({ detail: { left: 8 } })
  })

  test('gives no eleventh try: what was to be wiped is wiped at the next start', async () => {
    const { name, vault } = await enrolled()
    const key = vault.key()
    for (let n = 0; n < 10; n++) await killed(vault)
    const again = await tab(name)
    expect(key && (await again.adopt(key))).toBe(false)
    expect(await again.state()).toBe('empty')
    expect(await diskOf(name).everything()).toEqual([])
  })

  test('gives no eleventh try to whoever asks before anything else', async () => {
    const { name, vault } = await enrolled()
    for (let n = 0; n < 10; n++) await killed(vault)
    expect(codeOf(await (await tab(name)).unlock(PIN))).toBe('vault.wiped')
    expect(await diskOf(name).everything()).toEqual([])
  })
})

describe('a key that a page kept', () => {
  test('opens the device for a new worker', async () => {
    const { name, vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ said: 'something' }))
    const key = vault.key()
    const worker = await tab(name)
    expect(key && (await worker.adopt(key))).toBe(true)
    expect(await worker.state()).toBe('open')
    expect(await worker.get('screening', 'one')).toEqual({ said: 'something' })
  })

  test('opens nothing on another device, nor where all was wiped', async () => {
    const [{ name, vault }, other] = [await enrolled(), await enrolled()]
    const key = vault.key()
    if (!key) throw new Error('locked')
    expect(await other.vault.adopt(key)).toBe(false)
    await (await tab(name)).wipe()
    expect(await vault.adopt(key)).toBe(false)
    await vault.create(PIN, SECRET, {})
    expect(await (await tab(name)).adopt(key)).toBe(false)
  })
})

describe('wiping', () => {
  test('leaves nothing, and the device can be set up anew', async () => {
    const { name, vault } = await enrolled()
    await vault.change('screening', 'one', () => ({ unsent: true }))
    await vault.wipe()
    expect(await diskOf(name).everything()).toEqual([])
    expect([await vault.state(), await vault.settings(), await vault.unsent()]).toEqual(['empty', null, 0])
    expect(codeOf(await vault.create(PIN, SECRET, {}))).toBe('opened')
    expect(await vault.get('screening', 'one')).toBe(null)
  })

  test('from elsewhere while something is being saved: it does not come back', async () => {
    const { name, vault } = await enrolled()
    const other = await tab(name)
    const saved = refusalOf(vault.change('screening', 'one', () => ({ unsent: true })))
    await other.wipe()
    await other.create(PIN, SECRET, {})
    expect(['nothing', 'vault.locked']).toContain(await saved)
    expect(await diskOf(name).row('screening', 'one')).toBe(undefined)
  })
})
