/** A draft's way: written by one editor, read by another, then published or returned. */
export const DRAFT_STATUSES = ['draft', 'in-review', 'published', 'returned', 'dropped'] as const
export type DraftStatus = (typeof DRAFT_STATUSES)[number]
export type DraftStep = 'write' | 'send' | 'publish' | 'return' | 'drop'

const OPEN = {
  draft: { write: 'author', send: 'author', publish: 'nobody', return: 'nobody', drop: 'author' },
  'in-review': { write: 'nobody', send: 'nobody', publish: 'another', return: 'another', drop: 'nobody' },
  returned: { write: 'author', send: 'author', publish: 'nobody', return: 'nobody', drop: 'author' },
  published: { write: 'nobody', send: 'nobody', publish: 'nobody', return: 'nobody', drop: 'nobody' },
  dropped: { write: 'nobody', send: 'nobody', publish: 'nobody', return: 'nobody', drop: 'nobody' },
} as const satisfies Record<DraftStatus, Record<DraftStep, 'author' | 'another' | 'nobody'>>

export type Whose = { status: DraftStatus; author: string }

/** Whether somebody may take a step now; otherwise whether it is the draft's state or her part in it that forbids. */
export function mayStep(
  { status, author }: Whose,
  step: DraftStep,
  who: string,
): 'yes' | 'not-open' | 'own' | 'not-author' {
  const open = OPEN[status][step]
  if (open === 'nobody') return 'not-open'
  if (open === 'author') return who === author ? 'yes' : 'not-author'
  return who === author ? 'own' : 'yes'
}
