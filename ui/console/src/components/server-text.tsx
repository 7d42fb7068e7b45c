import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type Piece, serverEnding, serverText } from '../i18n/server';

/** What the bus only says in English, in the reader's language where it is known and marked as English where not. */
export function ServerText({ text }: { text: string }) {
  const { i18n } = useTranslation();
  return <Pieces of={serverText(text, i18n.language)} />;
}

/** A sentence in the reader's language that may end in one the bus only has in English. */
export function ServerEnding({ text }: { text: string }) {
  const { i18n } = useTranslation();
  return <Pieces of={serverEnding(text, i18n.language)} />;
}

function Pieces({ of }: { of: readonly Piece[] }) {
  return of.map(({ text, foreign }, index) =>
    foreign ? (
      <span key={index} lang="en">
        {text}
      </span>
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
