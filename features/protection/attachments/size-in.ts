import type { Translate } from '#knowledge/schema/words.ts'

/** As people say it: whole kilobytes, from one megabyte on with a tenth. */
export function sizeIn(t: Translate, bytes: number): string {
  if (bytes < 1_000_000) return t('attachments.kilobytes', { size: Math.max(1, Math.round(bytes / 1000)) })
  return t('attachments.megabytes', { size: Math.round(bytes / 100_000) / 10 })
}
