import { type Refusal, type Result, refuse } from '#domain/shared/result.ts'

/**
 * Thrown by what answers with a value: the store is locked ('vault.locked'), the disk is full ('vault.full'), or a record was altered
 * ('vault.damaged'). Whoever runs the app catches it once and shows the refusal.
 */
export class VaultRefusal extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export const locked = () => new VaultRefusal(refuse('vault.locked'))

/** For what answers with a result itself. */
export async function refused<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof VaultRefusal) return error.refusal
    throw error
  }
}
