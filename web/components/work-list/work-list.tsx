import { StatusTag } from '../status-tag/status-tag.tsx'

/*
 * WorkList: what waits and what is late. Late first, then by due time, then what has none, in the order given.
 *   kind    what sort of work ("Referral to answer")
 *   due     the instant and its words
 *   late    words such as "3 hours late"; their presence makes the item late
 */
export type WorkItem = {
  id: string
  href: string
  title: string
  kind?: string | undefined
  about?: string | undefined
  due?: { at: Date; text: string } | undefined
  late?: string | undefined
}

export function WorkList({ items, empty }: { items: readonly WorkItem[]; empty: string }) {
  if (items.length === 0) return <p class="empty">{empty}</p>
  return (
    <ul class="work-list">
      {items.toSorted(mostUrgentFirst).map(item => (
        <li key={item.id} class={item.late ? 'late' : undefined}>
          <div>
            {item.kind && <p class="kind">{item.kind}</p>}
            <a href={item.href}>
              <bdi>{item.title}</bdi>
            </a>
            {item.about && <p dir="auto">{item.about}</p>}
          </div>
          {(item.late || item.due) && (
            <p class="due">
              {item.late && <StatusTag tone="late" text={item.late} />}
              {item.due && <time dateTime={item.due.at.toISOString()}>{item.due.text}</time>}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function mostUrgentFirst(a: WorkItem, b: WorkItem): number {
  if (Boolean(a.late) !== Boolean(b.late)) return a.late ? -1 : 1
  return (a.due?.at.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.due?.at.getTime() ?? Number.MAX_SAFE_INTEGER)
}
