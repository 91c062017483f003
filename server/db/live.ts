import type { Ear } from './ear.ts'

/** Who looks at a desk's queue in this process, and is told when it changes. */
export type Live = {
  /** Null where one person listens often enough already. */
  follow(who: { userId: string; agencyId: string }, follower: Follower): (() => void) | null
  follows(userId: string): boolean
  close(): void
}
export type Follower = { changed(): void; end(): void }

export const QUEUE_CHANNEL = 'aman_queue'
/** Open pages of one person. A browser that speaks HTTP/1.1 has six connections to us, and some are to be left for pages. */
export const MOST_FOLLOWED = 4

type Following = { userId: string; agencyId: string; follower: Follower }

/** The database names the agency whose queue changed (migration 0020), and nothing else. */
export function openLive(ear: Ear): Live {
  const all = new Set<Following>()
  const tell = (agencyId: string | null) => {
    for (const each of all) if (agencyId === null || each.agencyId === agencyId) each.follower.changed()
  }
  ear.on(QUEUE_CHANNEL, { told: tell, missed: () => tell(null) })
  const of = (userId: string) => [...all].filter(each => each.userId === userId)
  return {
    follow({ userId, agencyId }, follower) {
      if (of(userId).length >= MOST_FOLLOWED) return null
      const following = { userId, agencyId, follower }
      all.add(following)
      return () => void all.delete(following)
    },
    follows: userId => of(userId).length > 0,
    close() {
      for (const each of all) each.follower.end()
      all.clear()
    },
  }
}
