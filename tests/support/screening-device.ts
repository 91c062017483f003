import { type Catalogue, speak } from '#device/words/speak.ts'
import { askingOver } from '#features/identification/field/asking-over.ts'
import { carry } from '#features/identification/field/carry.ts'
import type { Desk as Device, Hands } from '#features/identification/field/desk.ts'
import { BASE, fieldApp } from '#features/identification/field/field-app.ts'
import { pageAround } from '#features/identification/field/frame.tsx'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { buildFieldWorker } from '#start/field-build.ts'
import { fieldParts } from '#start/field-parts.ts'
import { addActor, openTestHouse } from './house.ts'
import { type Asked, type Place, placeOver } from './screening-place.ts'
import { must, run } from './thread.ts'
import { enrolled as openVault } from './vault.ts'

/** The field app in this process, over a real vault: an officer at the screening pages, as in `openDesk`, and with no network. */
export async function openDevice(): Promise<Place> {
  const test = await openTestHouse({ demo: true })
  const officer = await addActor(test, 'officer')
  const { carried } = must(await run(test, officer, carry, {}))
  if (!carried) throw new Error('nothing is carried')
  const { vault } = await openVault()
  const hands: Hands = {
    vault,
    server: { enrol: offline, carried: offline, state: offline, wiped: offline },
    clock: test.house.clock,
    newId: test.house.newId,
    reachable: async () => false,
    wipe: () => vault.wipe(),
  }
  const owner = { deviceId: hands.newId(), token: '', forms: 'mark', person: { id: officer.userId, name: 'Aigul' } }
  const enrolled = { ...owner, agency: { id: officer.agencyId, name: 'Post' } }
  const sender = { send: async () => never(), stop: () => undefined }
  const spoken = await wordsOfTheApp()
  const app = fieldApp(hands, fieldParts, {
    preferred: 'en',
    words: async language => speak(language, carried.country.timeZone, spoken(language)),
    desk: async (): Promise<Device> => ({
      ...hands,
      carried,
      enrolled,
      sender,
      asking: askingOver(hands, carried, enrolled),
    }),
    document: async (frame, screen) =>
      new Response(pageAround({ ...frame, state: await vault.state(), unsent: 0 }, screen, NO_FILES), {
        status: frame.status,
      }),
  })
  return placeOver(
    async asked => asHere(await app.answer(requestOf(asked)), again => app.answer(requestOf({ path: again }))),
    test,
  )
}

const offline = async () => ({ ok: false as const, code: 'field.offline' })
const never = () => {
  throw new Error('there is no network')
}
const NO_FILES = { stylesheet: '/s', island: '/i', manifest: '/m', words: { en: '', ru: '', kk: '' } }

async function wordsOfTheApp(): Promise<(language: Language) => Catalogue> {
  const { words } = await buildFieldWorker({ stylesheet: '/s', island: '/i', manifest: '/m', more: [] }, [])
  const read = STAFF_LANGUAGES.map(each => words.find(({ href }) => href.includes(`words-${each}-`))?.body ?? '{}')
  return language => JSON.parse(read[STAFF_LANGUAGES.indexOf(language)] ?? '{}')
}

function requestOf({ path, fields }: Asked): Request {
  const address = `http://device.test${path.startsWith(BASE) ? '' : BASE}${path}`
  if (!fields) return new Request(address)
  return new Request(address, { method: 'POST', body: new URLSearchParams(fields) })
}

/** A form that comes back does so at an address of its own here, and is no answer to the sending of it. */
async function asHere(answer: Response, follow: (to: string) => Promise<Response>) {
  const to = answer.headers.get('location') ?? ''
  const back = /[?&]again=|\/nothing$/.test(to)
  const shown = back ? await follow(to.replace(/^https?:\/\/[^/]+/, '')) : answer
  const plain = (text: string) => text.replaceAll(`${BASE}/`, '/')
  return { status: shown.status, to: back ? '' : plain(to), html: plain(await shown.text()) }
}
