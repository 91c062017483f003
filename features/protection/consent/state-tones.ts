import type { ConsentState } from '#domain/consent/consent.ts'
import type { Tone } from '#web/components/status-tag/status-tag.tsx'

export const STATE_TONES: Record<ConsentState, Tone> = {
  altered: 'late',
  agreed: 'well',
  'not-agreed': 'plain',
  'not-yet': 'wait',
  superseded: 'soft',
  withdrawn: 'soft',
  ended: 'soft',
}
