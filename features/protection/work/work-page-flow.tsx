import { stagesOf, summaryOf } from '#features/accountability/flow/flow-words.ts'
import { readFlow } from '#features/accountability/flow/read-flow.ts'
import { USUAL_MONTHS } from '#features/accountability/flow/record.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { FlowPicture } from '#web/components/flow/flow.tsx'

/** What the coordinator looks at first: how many came in, and how far they came. Null for everybody else. */
export async function flowPicture(ctx: Ctx, { t, href }: Visit) {
  if (ctx.actor.role !== 'coordinator') return null
  const flow = await readFlow(ctx, { months: USUAL_MONTHS })
  if (!flow.ok) return null
  const { all } = flow.value
  return (
    <>
      <h2>{t('flow.title')}</h2>
      <p class="soft">{t('flow.months', { count: USUAL_MONTHS })}</p>
      <FlowPicture title={t('flow.title')} description={summaryOf(t, all)} stages={stagesOf(t, all)} />
      <p>
        <a href={href('/flow')}>{t('flow.see')}</a>
      </p>
    </>
  )
}
