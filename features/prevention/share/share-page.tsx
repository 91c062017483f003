import { messagesOf } from '#domain/sharing/sms.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { QrPicture } from '#web/components/qr-picture/qr-picture.tsx'

type ShareProps = {
  t: Translate<PublicLanguage>
  /** The whole address of the page that is passed on. */
  link: string
  /** What it says, in parts that fit into a message each. */
  parts: readonly string[]
}

/** A link that opens the telephone's own messages with the words in them; the number is the sender's to choose. */
const smsHref = (text: string) => `sms:?body=${encodeURIComponent(text)}`

function Parts({ t, link, parts }: ShareProps) {
  // The address is the last message, unless the words bring it.
  const sent = parts.some(each => each.includes(link)) ? parts : [...parts, link]
  return (
    <ol>
      {sent.map((text, at) => (
        <li key={text}>
          <p class="raw">{text}</p>
          <p class="soft">
            {t('home.share-part', { number: at + 1, count: sent.length })}:{' '}
            {t('home.share-size', { characters: text.length, messages: messagesOf(text) })}
          </p>
          <Buttons>
            <Button kind="plain" href={smsHref(text)} label={t('home.share-send')} />
          </Buttons>
        </li>
      ))}
    </ol>
  )
}

/** One page in every form in which it can be handed on: a link, a code, plain text, text messages. */
export function SharePage({ t, link, parts }: ShareProps) {
  const text = [...parts, ...(parts.some(each => each.includes(link)) ? [] : [link])].join('\n')
  return (
    <>
      <Headline title={t('home.share-title')} lead={t('home.share-lead')} />
      <h2>{t('home.share-link')}</h2>
      <p class="raw">
        <a href={link}>{link}</a>
      </p>
      <QrPicture text={link} title={`${t('home.share-code')}: ${link}`} />
      <TextArea name="text" label={t('home.share-text')} rows={parts.length * 3 + 1} value={text} readonly />
      <h2>{t('home.share-sms')}</h2>
      <Parts t={t} link={link} parts={parts} />
    </>
  )
}
