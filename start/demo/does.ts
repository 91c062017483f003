import type { Result } from '#domain/shared/result.ts'
import { type Actor, type Ctx, transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** Does what a colleague of the demonstration would do; being refused there is a fault. */
export async function does<I, T>(
  house: House,
  who: Actor,
  verb: (ctx: Ctx, input: I) => Promise<Result<T>>,
  input: I,
): Promise<T> {
  const done = await transact(house, who, ctx => verb(ctx, input))
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.code}`)
  return done.value
}
