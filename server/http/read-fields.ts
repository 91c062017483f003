export type Typed = { [name: string]: string | string[] | { [key: string]: string } }

const MOST_FIELDS = 400

/**
 * A form as an object. `name[]` collects a list, `name[key]` a record; an empty field was not filled in and is left out.
 * The object has no prototype, so that a field called "__proto__" is a field like any other.
 */
export function readFields(body: string): Typed | null {
  const typed: Typed = Object.create(null)
  // Counted before it is taken apart: half a million empty fields hold everybody else up for seconds.
  if (moreThan(MOST_FIELDS, body)) return null
  for (const [name, value] of new URLSearchParams(body)) {
    if (value === '') continue
    const list = /^([\w-]+)\[\]$/.exec(name)
    const record = /^([\w-]+)\[([\w.-]+)\]$/.exec(name)
    if (list?.[1]) appendTo(typed, list[1], value)
    else if (record?.[1] && record[2]) putInto(typed, record[1], record[2], value)
    else typed[name] = value
  }
  return typed
}

function moreThan(most: number, body: string): boolean {
  let fields = 1
  for (let at = body.indexOf('&'); at !== -1 && fields <= most; at = body.indexOf('&', at + 1)) fields += 1
  return fields > most
}

function appendTo(typed: Typed, name: string, value: string): void {
  const before = typed[name]
  typed[name] = Array.isArray(before) ? [...before, value] : [value]
}

function putInto(typed: Typed, name: string, key: string, value: string): void {
  const before = typed[name]
  const record = typeof before === 'object' && !Array.isArray(before) ? before : Object.create(null)
  record[key] = value
  typed[name] = record
}
