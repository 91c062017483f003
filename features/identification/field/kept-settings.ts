import type { Vault } from '#device/vault/vault.ts'
import type { Carried, Enrolled } from './record.ts'

const DEVICE = 'device'
const CARRIED = 'carried'

export const keepEnrolled = (vault: Vault, enrolled: Enrolled) =>
  vault.change<Enrolled>('settings', DEVICE, () => enrolled)
export const keepCarried = (vault: Vault, carried: Carried) => vault.change<Carried>('settings', CARRIED, () => carried)

export const enrolledIn = (vault: Vault) => vault.get<Enrolled>('settings', DEVICE)
export const carriedIn = (vault: Vault) => vault.get<Carried>('settings', CARRIED)
