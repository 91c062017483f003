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

/** Each text that may be read, and what its button follows. `data-aloud` names the part of an element that is read, or nothing for all of it. */
const textsHere = () =>
  [...document.querySelectorAll<HTMLElement>('[data-aloud]')].map((each): [HTMLElement, Element] => {
    const part = each.dataset.aloud ? each.querySelector<HTMLElement>(each.dataset.aloud) : null
    return part ? [part, each.firstElementChild ?? part] : [each, each]
  })

/**
 * A button beside each text that may be read to the person. One reads at a time; the same button stops it.
 * @param at where the page says what the buttons are called; without it nothing is read.
 * @returns what makes all of it quiet.
 */
export function readAloud(at: HTMLElement | null): () => void {
  let now: Reading | null = null
  const quiet = () => {
    now?.quiet()
    now = null
  }
  if (!at || !('speechSynthesis' in window)) return quiet
  const words = at.dataset as unknown as Words
  const told = (text: string) => {
    at.hidden = false
    at.textContent = text
  }

  async function start(button: HTMLButtonElement, text: HTMLElement): Promise<void> {
    const lang = text.closest<HTMLElement>('[lang]')?.lang ?? ''
    const reading = begin(button)
    const voice = voiceFor(lang, await voices())
    if (now !== reading) return
    if (!voice) {
      told(words.noVoice.replace('{language}', nameOf(lang) ?? lang))
      return quiet()
    }
    const said = utteranceOf(text.textContent ?? '', lang, voice)
    said.onend = said.onerror = () => now === reading && quiet()
    speechSynthesis.speak(said)
  }

  function begin(button: HTMLButtonElement): Reading {
    quiet()
    button.textContent = words.stop
    const reading = {
      button,
      quiet() {
        speechSynthesis.cancel()
        button.textContent = words.read
      },
    }
    now = reading
    return reading
  }

  const texts = textsHere()
  texts.forEach(([text, before], index) => {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'link', textContent: words.read })
    text.id ||= `aloud-${index}`
    button.setAttribute('aria-describedby', text.id)
    button.onclick = () => (now?.button === button ? quiet() : start(button, text))
    before.after(button)
  })
  if (texts.length > 0) told(words.headphones)
  return quiet
}
