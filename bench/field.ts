import { fieldWeight } from '#tests/support/field-weight.ts'

/*
 * The field app by its size and by its speed: what crosses the line to a telephone, and how long an official waits for it on a CPU that
 * is throttled four times. Prints numbers beside their targets; asserts nothing.
 */
const MOST_BYTES = 60_000

const line = (what: string, bytes: number) => console.log(`  ${String(bytes).padStart(7)}  ${what}`)

async function printSizes(): Promise<void> {
  const { worker, cards, carried, words, script, stylesheet } = await fieldWeight()
  console.log('Bytes on the line, packed with brotli as the server packs them\n')
  for (const { what, bytes } of [worker, cards]) line(what, bytes)
  line(`both of these; target at most ${MOST_BYTES}`, worker.bytes + cards.bytes)
  console.log('\nBeside them')
  const beside = [...words, script, stylesheet]
  for (const { what, bytes } of beside) line(what, bytes)
  line(carried.what, carried.bytes)
  const all = [worker, carried, ...beside].reduce((sum, { bytes }) => sum + bytes, 0)
  line('all that a telephone loads when it is set up: worker, words, script, stylesheet, all that is carried', all)
}

await printSizes()
