import type { PublicLanguage } from '#knowledge/schema/words.ts'
import en from '#knowledge/words/en/hand-over.json' with { type: 'json' }
import kk from '#knowledge/words/kk/hand-over.json' with { type: 'json' }
import ky from '#knowledge/words/ky/hand-over.json' with { type: 'json' }
import ru from '#knowledge/words/ru/hand-over.json' with { type: 'json' }
import tg from '#knowledge/words/tg/hand-over.json' with { type: 'json' }
import uz from '#knowledge/words/uz/hand-over.json' with { type: 'json' }

const WORDS: Record<PublicLanguage, typeof en> = { en, kk, ky, ru, tg, uz }

/** The few words that the person herself reads, in every language she may have: a page otherwise speaks the official's. */
export const handOverWords =
  (language: PublicLanguage) =>
  (key: `hand-over.${keyof typeof en}`): string =>
    WORDS[language][key.slice('hand-over.'.length) as keyof typeof en]
