/** Frames around expanded blocks: name, repeat count, collapse. */
import './group-frames.css';
import { ViewportPortal } from '@xyflow/react';
import type { NodeGroup } from '../../core/graph/graph.ts';
import { useWorkspace } from '../app/workspace.ts';
import { Icon } from '../widgets/Icon.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import type { Place } from './layout-types.ts';

/** Around the cards; above and below there is only the gap between two ranks, shared with the next frame. */
const SIDE = 14;
const BELOW = 7;
const ABOVE = 24;

interface GroupFramesProps {
  readonly groups: readonly NodeGroup[];
  readonly places: ReadonlyMap<string, Place>;
}

export function GroupFrames({ groups, places }: GroupFramesProps) {
  return (
    <ViewportPortal>
      {groups.map((group) => (
        <GroupFrame key={group.id} group={group} places={places} />
      ))}
    </ViewportPortal>
  );
}

function GroupFrame({ group, places }: { readonly group: NodeGroup; readonly places: ReadonlyMap<string, Place> }) {
  const { commands, stores, readOnly } = useWorkspace();
  const corners = group.nodes.flatMap((id) => {
    const place = places.get(id);
    return place === undefined ? [] : [place];
  });
  if (corners.length === 0) return undefined;
  const left = Math.min(...corners.map(([x]) => x)) - SIDE;
  const top = Math.min(...corners.map(([, y]) => y)) - ABOVE;
  const right = Math.max(...corners.map(([x]) => x)) + CARD_WIDTH + SIDE;
  const bottom = Math.max(...corners.map(([, y]) => y)) + CARD_HEIGHT + BELOW;
  return (
    <div className="group-frame" style={{ transform: `translate(${left}px, ${top}px)`, width: right - left, height: bottom - top }}>
      <div className="group-frame-head">
        <button type="button" tabIndex={-1} className="group-frame-name" onClick={() => stores.selection.getState().select(group.nodes)}>
          {group.name}
        </button>
        {group.repeat > 1 && <span className="card-repeat">×{group.repeat}</span>}
        <button
          type="button"
          tabIndex={-1}
          className="card-button"
          aria-label={`Collapse ${group.name}`}
          disabled={readOnly}
          onClick={() => commands.setCollapsed(group.id, true)}
        >
          <Icon name="collapse" size={14} />
        </button>
      </div>
    </div>
  );
}
