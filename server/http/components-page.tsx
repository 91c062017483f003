import { type ComponentChildren, Fragment, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { exampleGroups } from '#web/components/all-examples.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { stylesheet } from './assets.ts'
import { pageIn } from './shell.tsx'

/** Whole documents stand in a frame of their own; they name a stylesheet that only the real program knows the address of. */
function Framed({ name, node }: { name: string; node: ComponentChildren }) {
  const html = renderToString(h(Fragment, null, node)).replaceAll('/aman.css', stylesheet.href)
  return <iframe title={name} srcdoc={`<!doctype html>${html}`} width="100%" height="600" />
}

/** Every component as its examples show it, for those who build with them; English only, and served in development only. */
export function componentsPage(house: House, t: Translate): Response {
  const body = (
    <>
      <Headline title="Components" lead="Every component with each of its examples. Served in development only." />
      <LinkList items={exampleGroups.map(({ name }) => ({ href: `#${name}`, label: name }))} />
      {exampleGroups.map(({ name, examples }) => (
        <section key={name} id={name}>
          <h2>{name}</h2>
          {examples.map(example => (
            <section key={example.name} aria-label={`${name}: ${example.name}`}>
              <h3>{example.name}</h3>
              {name === 'page' ? <Framed {...example} /> : example.node}
            </section>
          ))}
        </section>
      ))}
    </>
  )
  const frame = { house, pages: [], t, path: '/dev/components', member: null, token: '' }
  return pageIn(frame, { title: 'Components · Aman', body })
}
