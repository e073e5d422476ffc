import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { TenantContext } from '../../db/tenant';
import type { Program } from '../../domain/program/program';
import type { ApiDependencies } from '../dependencies';

const keptSeconds = 5 * 60;
/** The same version is written again after this at the earliest: a program read a thousand times is written once. */
const rewrittenMs = 60_000;

/**
 * Programs as they were last read or written, in Redis, for the time in which no database can be reached. Never read
 * while one can. Every failure of Redis is silent: this is help, not truth.
 */
export class ProgramCache {
  readonly #written = new LRUCache<string, number>({ max: 10_000, ttl: rewrittenMs });

  constructor(private readonly redis: Redis | null) {}

  /** Keeps a program; returns at once. */
  remember(program: Program): void {
    if (this.redis === null || this.#written.get(program.id) === program.version) return;
    this.#written.set(program.id, program.version);
    const key = keyOf(program.businessId, program.id);
    this.redis.set(key, JSON.stringify(program), 'EX', keptSeconds).catch(() => {
      this.#written.delete(program.id);
    });
  }

  /** Drops a program that is about to change elsewhere; returns at once. */
  forget({ businessId, id }: Pick<Program, 'businessId' | 'id'>): void {
    this.#written.delete(id);
    this.redis?.del(keyOf(businessId, id)).catch(() => undefined);
  }

  /** A program of the tenant as it was kept, or null. */
  async recall(tenant: TenantContext, id: string): Promise<Program | null> {
    const kept = await this.redis?.get(keyOf(tenant.businessId, id)).catch(() => null);
    return typeof kept === 'string' ? (JSON.parse(kept) as Program) : null;
  }
}

function keyOf(businessId: string, id: string): string {
  return `loyalty:program:${businessId}:${id}`;
}

const caches = new WeakMap<ApiDependencies, ProgramCache>();

/** The cache of an API process. */
export function cacheOf(deps: ApiDependencies): ProgramCache {
  const cache = caches.get(deps) ?? new ProgramCache(deps.redis);
  caches.set(deps, cache);
  return cache;
}
