import type { Actor } from '#server/db/transact.ts'
import type { Choose } from './moves.ts'
import type { Story, World } from './oracle.ts'

/** A part of what is stored of a person: what is tried on it, how the database shows it, and who may see it by plain rules. */
export type Area = {
  /** The tables that its moves write and its sights show. */
  tables: readonly string[]
  moves: readonly Choose[]
  /**
   * Queries of (seen, owner), joined by "union all": $1 are the ids of cases, $2 those of their other records that name no case.
   * No condition in them asks who may see what: the policies alone decide.
   */
  sights: string
  sees(world: World, story: Story, viewer: Actor, at: number): string[]
}
