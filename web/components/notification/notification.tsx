import type { ComponentChildren } from 'preact'

/*
 * Notification { kind, title, children? }: something the page wants to say before the rest.
 */
export type NotificationKind = 'success' | 'warn' | 'info'
type NotificationProps = { kind: NotificationKind; title: string; children?: ComponentChildren }

export function Notification({ kind, title, children }: NotificationProps) {
  return (
    <div class={`notice ${kind}`} role={kind === 'warn' ? 'alert' : 'status'}>
      <p class="notice-title">{title}</p>
      {children}
    </div>
  )
}
