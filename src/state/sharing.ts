/**
 * Two tabs on one design: the tab that opened it first holds it. The other shows what that tab saves, until it is edited: then it becomes
 * a copy. When the first tab closes, the other takes over.
 */
import type { Design } from '../core/document/design.ts';
import type { DesignStore } from './design-store.ts';
import type { Hold, Tabs } from './tabs.ts';

export interface SharingParts {
  readonly designs: DesignStore;
  readonly tabs: Tabs;
  readonly newId: () => string;
  readonly load: (id: string) => Promise<Design | undefined>;
  readonly onFollowing: (following: boolean) => void;
  readonly say: (text: string) => void;
}

export const FOLLOWING = 'This design is open in another tab. Here it follows that tab; when you edit it here, it becomes a copy.';
export const BECAME_COPY = 'This design is open in another tab: your edits go to a copy.';
export const CONFLICT = 'Another tab saved this design: your edits go to a copy.';

export class Sharing {
  private readonly parts: SharingParts;
  private hold: Hold | undefined;
  private following = false;
  /** True while this class itself changes the store. */
  changing = false;

  constructor(parts: SharingParts) {
    this.parts = parts;
  }

  /** The design with this id is open here now. */
  async enter(id: string): Promise<void> {
    this.hold?.release();
    this.hold = undefined;
    this.setFollowing(false);
    const { design, id: openId } = this.parts.designs.getState();
    const hold = await this.parts.tabs.hold(id, () => void this.takeOver(id));
    const now = this.parts.designs.getState();
    if (now.id !== openId) return hold.release();
    this.hold = hold;
    if (hold.owner) return;
    this.setFollowing(true);
    if (now.design === design) this.parts.say(FOLLOWING);
    else this.becomeCopy(BECAME_COPY);
  }

  /** The user edits here what another tab holds. */
  edited(): void {
    if (this.following) this.becomeCopy(BECAME_COPY);
  }

  /** Gives the open design an id of its own, and returns it. */
  becomeCopy(message: string): string {
    const id = this.parts.newId();
    this.quietly(() => this.parts.designs.getState().rename(id));
    this.parts.say(message);
    void this.enter(id);
    return id;
  }

  /** Another tab saved a design: if it is the one followed here, shows it. */
  async follow(id: string): Promise<void> {
    const isOpen = (): boolean => this.following && this.parts.designs.getState().id === id;
    if (!isOpen()) return;
    const design = await this.parts.load(id);
    if (design === undefined || !isOpen()) return;
    this.quietly(() => this.parts.designs.getState().open(design, { asNew: false }));
  }

  private async takeOver(id: string): Promise<void> {
    await this.follow(id);
    if (this.parts.designs.getState().id === id) this.setFollowing(false);
  }

  private setFollowing(following: boolean): void {
    if (this.following !== following) this.parts.onFollowing(following);
    this.following = following;
  }

  private quietly(change: () => void): void {
    this.changing = true;
    change();
    this.changing = false;
  }
}
