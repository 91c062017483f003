import sax, { type SAXParser, type Tag } from 'sax'

type Handlers = {
  open?(name: string, attributes: Record<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

/** Names without their prefix: programs differ in whether they write `x:row` or `row`. */
const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** A workbook is flat, and its elements say little of themselves: what goes beyond is made to fill memory. */
const DEEPEST = 50
const MOST_ATTRIBUTES = 100

/**
 * Walks through XML and stops where a handler throws. A document type, and with it every entity of its own, is refused;
 * so is whatever is not well formed, or deeper or wider than any workbook. All of these throw.
 */
export function walkXml(xml: string, handlers: Handlers): void {
  const walk: SAXParser = sax.parser(true)
  let failed: Error | null = null
  let depth = 0
  let attributes = 0
  walk.ondoctype = () => {
    throw new Error('a document type')
  }
  walk.onerror = error => {
    failed ??= error
    throw error
  }
  walk.onopentagstart = () => {
    depth += 1
    attributes = 0
    if (depth > DEEPEST) throw new Error('too deep')
  }
  walk.onattribute = () => {
    attributes += 1
    if (attributes > MOST_ATTRIBUTES) throw new Error('too many attributes')
  }
  walk.onopentag = tag => handlers.open?.(local(tag.name), plain(tag as Tag))
  walk.ontext = text => handlers.text?.(text)
  walk.oncdata = text => handlers.text?.(text)
  walk.onclosetag = name => {
    depth -= 1
    handlers.close?.(local(name))
  }
  walk.write(xml).close()
  if (failed) throw failed
}

const plain = ({ attributes }: Tag): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name === 'r:id' ? name : local(name), value]))
