import { knownIn } from '#features/identification/field/carry.ts'
import { fieldScripts, stylesheet } from '#server/http/assets.ts'
import { css, packedJson, script, words, worker } from '#server/http/respond.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { fieldApp } from '#start/field-site.tsx'

export type Weight = { what: string; bytes: number }

const lengthOf = async (served: Promise<Response>) => (await (await served).arrayBuffer()).byteLength
const PACKED = 'br'

/** The lists of the ILO are for a long talk in a quiet room; the cards are for a post. */
const isCard = ({ id }: { id: string }) => !id.startsWith('ilo-')

async function carriedInCountry() {
  const knowledge = await loadKnowledge()
  const [country] = knowledge.countries
  if (!country) throw new Error('no country')
  const names = [...new Set(knowledge.instruments.filter(isCard).map(each => each.id))]
  const instruments = names.flatMap(each => knowledge.latest(each) ?? [])
  const nextSteps = names.flatMap(each => knowledge.nextSteps(each, country) ?? [])
  return { cards: { instruments, nextSteps }, all: knownIn({ knowledge, country }) }
}

/** What crosses the line to a telephone, packed with brotli as the server packs it. */
export async function fieldWeight() {
  const app = await fieldApp()
  const { cards, all } = await carriedInCountry()
  const weighed = async (what: string, served: Promise<Response>): Promise<Weight> => ({
    what,
    bytes: await lengthOf(served),
  })
  return {
    worker: await weighed('worker', worker(app.script, PACKED)),
    cards: await weighed('six cards in six languages, with next steps', packedJson(cards, PACKED)),
    /** The cards are part of it, but for the one that a person reads herself. */
    carried: await weighed('all that is carried: cards, lists of the ILO, next steps, laws', packedJson(all, PACKED)),
    words: await Promise.all(
      app.words.map(({ href, body }) => weighed(/words-\w+/.exec(href)?.[0] ?? href, words(body, PACKED))),
    ),
    script: await weighed('script of the page', script(fieldScripts.page.body, PACKED)),
    stylesheet: await weighed('stylesheet', css(stylesheet.body, PACKED)),
    /** How many languages each card speaks. */
    spoken: new Map(cards.instruments.map(each => [each.id, each.languages?.length])),
  }
}
