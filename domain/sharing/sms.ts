/*
 * How many short messages a text takes on a telephone network (3GPP TS 23.038 and 23.040). A text in the letters of the basic alphabet
 * goes 160 to a message; one other letter, such as a Cyrillic one or the ʻ of Uzbek, and all of it goes 70 to a message. Of a
 * longer text each message gives up a little to say where it belongs.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Of the basic alphabet too, and as long as two. */
const DOUBLE = new Set('^{}\\[~]|€')

const ALONE = { basic: 160, other: 70 }
const JOINED = { basic: 153, other: 67 }

/** The messages that carry a text: none for no text. */
export function messagesOf(text: string): number {
  const letters = [...text]
  const kind = letters.every(each => BASIC.has(each) || DOUBLE.has(each)) ? 'basic' : 'other'
  const length = kind === 'basic' ? letters.length + letters.filter(each => DOUBLE.has(each)).length : text.length
  if (length <= ALONE[kind]) return Math.min(length, 1)
  return Math.ceil(length / JOINED[kind])
}
