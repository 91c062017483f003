import type { Result } from '#domain/shared/result.ts'
import { databaseOf } from './database.ts'
import { adopt, changePin, type Inside, makeLock, settingsIn, stateBy, unlock } from './door.ts'
import { pinOf, pinRefused } from './pin.ts'
import { type Held, type Records, recordsOf } from './records.ts'
import { locked, refused } from './refusal.ts'
import { keepReserve, RESERVE_BYTES } from './reserve.ts'
import { type Room, roomIn } from './room.ts'
import { lookAt } from './tries.ts'

export type VaultState = 'empty' | 'locked' | 'open'

/** The encrypted store of a field device: docs/decisions/field-device.md. What gives a value throws a `VaultRefusal` where it cannot. */
export type Vault = Records & {
  state(): Promise<VaultState>
  /**
   * Makes key and store, and leaves them open. `secret`: 32 bytes from the server, part of the key. `settings`: what the locked device has
   * to know, such as its id; they lie in clear. Refuses with 'vault.exists' where something is kept already: wiping is a word of its own.
   */
  create(pin: string, secret: Uint8Array, settings: object): Promise<Result<null>>
  /** What `create` was given, also while locked. Whoever reads says what that was. */
  settings<T>(): Promise<T | null>
  /** Refuses with 'vault.wrong-pin' and how many tries are `left`, with 'vault.wiped' at the tenth, with 'vault.empty'. */
  unlock(pin: string): Promise<Result<CryptoKey>>
  /** The key that an open page kept for a worker that was stopped. False where it opens nothing here. */
  adopt(key: CryptoKey): Promise<boolean>
  key(): CryptoKey | null
  lock(): void
  wipe(): Promise<void>
  /** A wrong old PIN counts like any other. Open stays open, and locked stays locked. */
  changePin(old: string, next: string): Promise<Result<null>>
  /** `low`: the disk was full when something was saved, and still is, or the browser says that it will be. */
  room(): Promise<Room>
}

/** Measured: docs/decisions/field-device.md. */
const ROUNDS = 1_000_000

type Options = { rounds?: number; reserveBytes?: number }

export async function openVault(name: string, options: Options = {}): Promise<Vault> {
  const { rounds = ROUNDS, reserveBytes = RESERVE_BYTES } = options
  let held: Held | null = null
  const hold = (key: Held | null) => {
    held = key
  }
  const db = databaseOf(name, () => hold(null))
  const destroy = async () => {
    hold(null)
    await db.destroy()
  }
  const inside: Inside = { db, rounds, held: () => held, hold, destroy }
  const records = recordsOf(name, db, () => {
    if (!held) throw locked()
    return held
  })
  /** One at a time over all tabs and workers, so that no try is judged while another is under way. */
  const atTheDoor = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(`${name}|door`, work)
  const answering = <T>(work: () => Promise<Result<T>>) => refused(() => atTheDoor(work))
  const withNewPin = async <T>(pin: string, work: () => Promise<Result<T>>) => pinRefused(pin) ?? answering(work)
  /** A browser that was killed after the last try has not wiped yet. */
  const finishWiping = () => atTheDoor(async () => ((await lookAt(db)).spent ? destroy() : undefined))
  const withReserve = async <T>(opened: Result<T>) => {
    if (opened.ok) await keepReserve(db, reserveBytes)
    return opened
  }
  return {
    ...records,
    async state() {
      const seen = await lookAt(db)
      if (!seen.spent) return stateBy(inside, seen.lock)
      await finishWiping()
      return stateBy(inside, (await lookAt(db)).lock)
    },
    create: (pin, secret, settings) =>
      withNewPin(pin, async () => withReserve(await makeLock(inside, { pin: pinOf(pin), secret, settings }))),
    settings: async <T>() => ((await settingsIn(db)) ?? null) as T | null,
    unlock: pin => answering(async () => withReserve(await unlock(inside, pinOf(pin)))),
    adopt: key => adopt(inside, key),
    key: () => held?.key ?? null,
    lock: () => hold(null),
    wipe: () => atTheDoor(destroy),
    changePin: (old, next) => withNewPin(next, () => changePin(inside, pinOf(old), pinOf(next))),
    room: () => roomIn(db),
  }
}
