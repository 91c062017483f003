type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>

const primary = (lang: string) => lang.toLowerCase().split(/[-_]/)[0]

/**
 * The device's own voice for a language, or none: a sentence that a voice of another language reads is not understood. One that needs
 * a network is none either, since it sends what it reads to somebody else.
 */
export function voiceFor<V extends Voice>(lang: string, voices: readonly V[]): V | null {
  const own = voices.filter(each => each.localService && primary(each.lang) === primary(lang))
  return own.find(each => each.default) ?? own[0] ?? null
}
