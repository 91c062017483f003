import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { openVault } from './vault.ts'

test('thin', async () => {
  const v = await openVault('t', { rounds: 1000 })
  expect(await v.state()).toBe('empty')
  expect(await v.create('kestrel7', new Uint8Array(32), { deviceId: 'd' })).toEqual({ ok: true, value: null })
  await v.change('screening', 'a', () => ({ x: 1, unsent: true }))
  v.lock()
  expect(await v.state()).toBe('locked')
  expect(await v.unsent()).toBe(1)
  expect(await v.unlock('kestrel8')).toEqual({ ok: false, code: 'vault.wrong-pin', detail: { left: 9 } })
  expect((await v.unlock('kestrel7')).ok).toBe(true)
  expect(await v.get('screening', 'a')).toEqual({ x: 1, unsent: true })
  await v.wipe()
  expect(await v.state()).toBe('empty')
})
