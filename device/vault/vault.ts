import type { Result } from '#domain/shared/result.ts'
export type VaultState = 'empty' | 'locked' | 'open'
export type Kind = 'screening' | 'settings'
export type Vault = {
  state(): Promise<VaultState>
  create(pin: string, secret: Uint8Array, settings: object): Promise<Result<null>>
  unlock(pin: string): Promise<Result<CryptoKey>>
  adopt(key: CryptoKey): Promise<boolean>
  key(): CryptoKey | null
  lock(): void
  wipe(): Promise<void>
  changePin(old: string, next: string): Promise<Result<null>>
  get<T>(kind: Kind, id: string): Promise<T | null>
  change<T>(kind: Kind, id: string, next: (now: T | null) => T | null): Promise<T | null>
  walk<T>(kind: Kind, after?: string, limit?: number): Promise<{ id: string; value: T }[]>
  unsent(): Promise<number>
  room(): Promise<{ used: number; quota: number; low: boolean }>
}

export const openVault = async (_name: string): Promise<Vault> => {
  throw new Error('not here')
}
