import { type Playing, play } from './play.ts'
import { voiceFor } from './voice.ts'

/** Browsers read the list of voices from the system after they were first asked for it. */
const VOICES_MS = 1500

async function voices(): Promise<readonly SpeechSynthesisVoice[]> {
  const known = speechSynthesis.getVoices()
  if (known.length > 0) return known
  await new Promise(done => {
    speechSynthesis.addEventListener('voiceschanged', done, { once: true })
    setTimeout(done, VOICES_MS)
  })
  return speechSynthesis.getVoices()
}

type Words = { read: string; stop: string; headphones: string; noVoice: string }
type Reading = { button: HTMLButtonElement; quiet(): void }

/** Her language in the words of the page: an officer is told which voice to install. */
const nameOf = (lang: string) => new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(lang)

function utteranceOf(text: string, lang: string, voice: SpeechSynthesisVoice): SpeechSynthesisUtterance {
  const said = new SpeechSynthesisUtterance(text)
  Object.assign(said, { lang, voice, rate: 0.9 })
  return said
}

/** `before`: what the button follows; `recording`: where the text is recorded. */
type Text = { text: HTMLElement; before: Element; recording: string | undefined }

const speaks = 'speechSynthesis' in window

/** Each text that can be read here. `data-aloud` names the part of an element that is read, or nothing for all of it; `data-audio` its recording. */
const textsHere = (): Text[] =>
  [...document.querySelectorAll<HTMLElement>('[data-aloud]')].flatMap(each => {
    const { aloud, audio: recording } = each.dataset
    if (!speaks && recording === undefined) return []
    const part = aloud ? each.querySelector<HTMLElement>(aloud) : null
    return part
      ? [{ text: part, before: each.firstElementChild ?? part, recording }]
      : [{ text: each, before: each, recording }]
  })

/** Reads one text at a time: as it was recorded, or else, and where the recording does not play, by the device's voice. */
function readerBy(words: Words, told: (text: string) => void) {
  let now: Reading | null = null
  const quiet = () => {
    now?.quiet()
    now = null
  }

  async function speak(reading: Reading, text: HTMLElement): Promise<void> {
    const lang = text.closest<HTMLElement>('[lang]')?.lang ?? ''
    const voice = speaks ? voiceFor(lang, await voices()) : null
    if (now !== reading) return
    if (!voice) {
      told(words.noVoice.replace('{language}', nameOf(lang) ?? lang))
      return quiet()
    }
    const said = utteranceOf(text.textContent ?? '', lang, voice)
    said.onend = said.onerror = () => now === reading && quiet()
    speechSynthesis.speak(said)
  }

  function begin(button: HTMLButtonElement, sound: Playing | null): Reading {
    button.textContent = words.stop
    const reading = {
      button,
      quiet() {
        sound?.stop()
        if (speaks) speechSynthesis.cancel()
        button.textContent = words.read
      },
    }
    now = reading
    return reading
  }

  async function press(button: HTMLButtonElement, { text, recording }: Text): Promise<void> {
    const again = now?.button === button
    quiet()
    if (again) return
    const sound = recording === undefined ? null : play(recording)
    const reading = begin(button, sound)
    const heard = await sound?.ended
    if (now !== reading) return
    if (heard) quiet()
    else await speak(reading, text)
  }

  return { press, quiet }
}

/**
 * A button beside each text that may be read to the person; the same button stops it.
 * @param at where the page says what the buttons are called; without it nothing is read.
 * @returns what makes all of it quiet.
 */
export function readAloud(at: HTMLElement | null): () => void {
  if (!at) return () => undefined
  const words = at.dataset as unknown as Words
  const told = (text: string) => {
    at.hidden = false
    at.textContent = text
  }
  const { press, quiet } = readerBy(words, told)
  const texts = textsHere()
  texts.forEach((each, index) => {
    const { text, before } = each
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'link', textContent: words.read })
    text.id ||= `aloud-${index}`
    button.setAttribute('aria-describedby', text.id)
    button.onclick = () => press(button, each)
    before.after(button)
  })
  if (texts.length > 0) told(words.headphones)
  return quiet
}
