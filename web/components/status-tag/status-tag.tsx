/*
 * StatusTag { tone, text }: one state in a word or two. The words carry the meaning, the tone only helps the eye.
 */

export type Tone = 'late' | 'wait' | 'well' | 'soft' | 'plain'

export function StatusTag({ tone, text }: { tone: Tone; text: string }) {
  return <span class={`tag ${tone}`}>{text}</span>
}
