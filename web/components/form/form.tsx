import type { ComponentChildren } from 'preact'

/*
 * Form: { action, method = 'post', hidden, multipart, kept }. The browser's own checks are off: the server answers in the page's language.
 *   kept      may be saved while it is typed, where a script does that (web/islands/field.ts)
 * Button: { label, kind, href, name, value, action, accessKey }. With href it is a link that looks like a button; action sends the form
 * to another address; accessKey presses it by one key.
 * Buttons: a row of them, the main one first.
 */
type FormProps = {
  action: string
  method?: 'post' | 'get' | undefined
  hidden?: Record<string, string> | undefined
  multipart?: boolean | undefined
  kept?: boolean | undefined
  label?: string | undefined
  children?: ComponentChildren
}
type ButtonProps = {
  label: string
  kind?: 'main' | 'plain' | 'danger' | undefined
  href?: string | undefined
  name?: string | undefined
  value?: string | undefined
  action?: string | undefined
  accessKey?: string | undefined
}

export function Form({ action, method = 'post', hidden = {}, multipart, kept, label, children }: FormProps) {
  return (
    <form
      action={action}
      method={method}
      enctype={multipart ? 'multipart/form-data' : undefined}
      aria-label={label}
      data-kept={kept}
      novalidate
    >
      {Object.entries(hidden).map(([name, value]) => (
        <Hidden key={name} name={name} value={value} />
      ))}
      {children}
    </form>
  )
}

export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />
}

export function Button({ label, kind = 'main', href, name, value, action, accessKey }: ButtonProps) {
  const look = kind === 'main' ? 'button' : `button ${kind}`
  if (href !== undefined) {
    return (
      <a class={look} href={href}>
        {label}
      </a>
    )
  }
  return (
    <button class={look} type="submit" name={name} value={value} formaction={action} accesskey={accessKey}>
      {label}
    </button>
  )
}

export function Buttons({ children }: { children: ComponentChildren }) {
  return <div class="buttons">{children}</div>
}
