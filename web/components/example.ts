import type { ComponentChildren } from 'preact'

/** One way a component can look; shown on the development page and read by the accessibility tests. */
export type Example = { readonly name: string; readonly node: ComponentChildren }
