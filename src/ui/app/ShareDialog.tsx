/** The design as a link: how long it is, and ways to hand it on. */
import './share-dialog.css';
import { useState } from 'react';
import { encodeLink } from '../../core/formats/link/link.ts';
import { useDesign } from '../../state/hooks.ts';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { exactText } from '../widgets/format.ts';
import { Modal } from '../widgets/overlay/Modal.tsx';

/** Longer addresses are cut off by some chat programs and mail clients. */
const LONG = 2000;

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const design = useDesign((state) => state.design);
  const [embed, setEmbed] = useState(false);
  const link = `${location.origin}${location.pathname}#d=${encodeLink(design)}`;
  const frame = `<iframe src="${link}&embed=1" width="800" height="500" title="${escapeAttribute(design.name)}"></iframe>`;
  const text = embed ? frame : link;
  return (
    <Modal title="Share" width={560} onClose={onClose}>
      <div className="share">
        <p>
          The whole design is in the link: whoever opens it gets a copy of their own. Nothing is uploaded, and weights are not part of it.
        </p>
        <textarea
          className="field share-link"
          aria-label={embed ? 'Code to embed' : 'Link'}
          readOnly
          rows={5}
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <div className="share-row">
          <CopyButton label={embed ? 'Copy the code' : 'Copy the link'} className="button primary" text={() => text} />
          <label className="share-embed">
            <input type="checkbox" className="checkbox" checked={embed} onChange={(event) => setEmbed(event.target.checked)} />
            as an iframe to embed
          </label>
          <span className={link.length > LONG ? 'warn' : 'faint'}>{exactText(link.length)} characters</span>
        </div>
        {link.length > LONG && <p className="warn">Some programs cut off links this long; the JSON file always works.</p>}
      </div>
    </Modal>
  );
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
