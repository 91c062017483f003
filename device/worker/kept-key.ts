import type { Vault } from '#device/vault/vault.ts'
import type { WorkerScope } from './scope.ts'

const PATIENCE_MS = 400

/**
 * Browsers stop a worker that has nothing to do, and with it the key in its memory. An open page of the app has kept the key and gives
 * it back when it is asked; where there is none, the device is locked. Nothing of this is written anywhere.
 */
export async function askForKey(scope: WorkerScope, vault: Vault): Promise<void> {
  if (vault.key() || (await vault.state()) !== 'locked') return
  const tabs = await scope.clients.matchAll({ type: 'window' })
  for (const tab of tabs) {
    const key = await askOne(tab)
    if (key && (await vault.adopt(key))) return
  }
}

function askOne(tab: { postMessage(message: unknown, transfer: Transferable[]): void }): Promise<CryptoKey | null> {
  const { port1, port2 } = new MessageChannel()
  return new Promise(done => {
    const late = setTimeout(() => done(null), PATIENCE_MS)
    port1.onmessage = ({ data }) => {
      clearTimeout(late)
      const { key } = (data ?? {}) as { key?: unknown }
      done(key instanceof CryptoKey ? key : null)
    }
    tab.postMessage({ ask: 'key' }, [port2])
  })
}
