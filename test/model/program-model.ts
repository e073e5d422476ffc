import type { CommandName } from '../../domain/program/commands';
import { day } from '../support/programs';

/** How long a deleted program can be brought back, as the product promises it. */
const restorable = 90 * day;

/**
 * A program as one would explain it at a table, written without looking at the product's code: what it is, and the
 * list of what happened. Slow and simple; the property test holds the product against it.
 */
export class ProgramModel {
  lifecycle: 'DRAFT' | 'LIVE' | 'PAUSED' | 'ENDED';
  log: string[] = ['created'];
  deletedAt = Infinity;
  purged = false;
  /** The start that has been announced, if any: a later one is announced anew. */
  private announced = -Infinity;

  constructor(
    isActive: boolean,
    public now: number,
    public startsAt: number | null,
    public endsAt: number | null,
  ) {
    this.lifecycle = isActive ? 'LIVE' : 'DRAFT';
    if (isActive) this.startsAt ??= now;
    if (this.status() === 'ACTIVE') this.announce();
  }

  status(): string {
    if (this.deletedAt < Infinity || this.lifecycle === 'ENDED') return 'ENDED';
    if (this.endsAt !== null && this.now >= this.endsAt) return 'ENDED';
    if (this.lifecycle !== 'LIVE') return this.lifecycle;
    return this.startsAt !== null && this.now < this.startsAt ? 'SCHEDULED' : 'ACTIVE';
  }

  waitTo(now: number): void {
    this.now = now;
    this.happen();
  }

  /** Returns what the sender is told. */
  send(name: CommandName): string {
    this.happen();
    if (this.deletedAt < Infinity) return this.sendToDeleted(name);
    if (name === 'restore') return 'noop';
    if (name === 'delete') return this.record('deleted', () => (this.deletedAt = this.now));
    const before = this.lifecycle;
    const done = { activate: 'LIVE', pause: 'PAUSED', resume: 'LIVE', end: 'ENDED' }[name];
    if (before === done) return 'noop';
    if (before === 'ENDED') return 'invalid_transition';
    if ((before === 'DRAFT') !== (name === 'activate')) return 'invalid_transition';
    if (name === 'activate') return this.activate();
    const kind = { pause: 'paused', resume: 'resumed', end: 'ended' }[name];
    return this.record(kind, () => {
      this.lifecycle = done as typeof before;
      // A start that passed meanwhile is part of resuming.
      if (name === 'resume' && this.started()) this.announced = this.now;
    });
  }

  edit(startsAt: number | null, endsAt: number | null): void {
    this.happen();
    this.log.push('updated');
    const ran = this.status() === 'ACTIVE';
    const kept = this.lifecycle === 'DRAFT' ? null : Math.min(this.startsAt ?? this.now, this.now);
    this.startsAt = startsAt ?? kept;
    this.endsAt = endsAt;
    if (ran && this.started()) this.announced = Math.max(this.announced, this.startsAt as number);
    this.happen();
  }

  private activate(): string {
    if (this.endsAt !== null && this.endsAt <= this.now) return 'ends_in_the_past';
    this.lifecycle = 'LIVE';
    this.startsAt ??= this.now;
    if (this.started()) this.announce();
    else this.log.push('scheduled');
    return 'applied';
  }

  private sendToDeleted(name: CommandName): string {
    if (name === 'delete') return 'noop';
    if (name !== 'restore' || this.purged) return 'not_found';
    return this.record('restored', () => (this.deletedAt = Infinity));
  }

  private record(kind: string, change: () => void): string {
    this.log.push(kind);
    change();
    this.happen();
    return 'applied';
  }

  /** What time brings. */
  private happen(): void {
    if (this.deletedAt < Infinity) {
      if (!this.purged && this.now >= this.deletedAt + restorable) {
        this.purged = true;
        this.log.push('purged');
      }
      return;
    }
    if (this.lifecycle === 'LIVE' && this.started() && this.announced < (this.startsAt as number))
      this.announce(this.startsAt as number);
    const runs = this.lifecycle === 'LIVE' || this.lifecycle === 'PAUSED';
    if (runs && this.endsAt !== null && this.now >= this.endsAt) {
      this.lifecycle = 'ENDED';
      this.log.push('ended');
    }
  }

  private started(): boolean {
    return this.startsAt !== null && this.now >= this.startsAt;
  }

  private announce(start = this.now): void {
    this.announced = start;
    this.log.push('activated');
  }
}
