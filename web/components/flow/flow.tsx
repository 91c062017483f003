/*
 * FlowPicture: how many come how far, one bar a stage, and between two stages how long it usually takes. The table stands beside it.
 *   stages   count: null where it is not shown; text says it in words; after: the time since the stage before
 */
export type FlowStage = {
  key: string
  label: string
  count: number | null
  text: string
  after?: string | undefined
}

type FlowPictureProps = { title: string; description: string; stages: readonly FlowStage[] }

export function FlowPicture({ title, description, stages }: FlowPictureProps) {
  const most = Math.max(1, ...stages.map(each => each.count ?? 0))
  return (
    <figure class="flow">
      <div role="img" aria-label={`${title}. ${description}`}>
        {stages.map(({ key, label, count, text, after }) => (
          <div key={key} class="stage">
            {after && <p class="after">{after}</p>}
            <p>
              {label} <strong>{text}</strong>
            </p>
            <svg width="100%" height="26" aria-hidden="true">
              <rect class="lane" x="0" y="0" width="100%" height="26" rx="3" />
              <rect class="bar" x="0" y="0" width={`${share(count, most)}%`} height="26" rx="3" />
            </svg>
          </div>
        ))}
      </div>
    </figure>
  )
}

/** In percent of the longest; a count that is not zero is always seen. */
const share = (count: number | null, most: number) => (count ? Math.max(1, Math.round((count / most) * 100)) : 0)
