import { CLOCK } from '#libs/event-store';
import type { Clock } from '#libs/kernel';
import { PG_POOL } from '#libs/postgres';
import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { AUDIT_TRAIL, type AuditTrail } from './audit-trail.js';
import { auditCommands } from './audited-commands.js';
import { PostgresAuditTrail } from './postgres-audit-trail.js';
import { signingKeyFrom, signingKeyIn } from './signing-key.js';
import { Tokens } from './tokens.js';

/** Where the key is that signs and checks tokens: in a data folder (made when absent), or given as JWK text. */
export type AccessOptions = { readonly keyFolder: string } | { readonly privateKey: string };

/** Provides `Tokens` and `AUDIT_TRAIL` everywhere, and makes every command of the process leave an audit line. */
@Module({})
export class AccessModule implements OnModuleInit {
  constructor(
    private readonly modules: ModulesContainer,
    @Inject(AUDIT_TRAIL) private readonly trail: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  static forRoot(options: AccessOptions): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      providers: [
        {
          provide: Tokens,
          inject: [CLOCK],
          useFactory: async (clock: Clock) =>
            new Tokens(
              'keyFolder' in options ? await signingKeyIn(options.keyFolder) : await signingKeyFrom(options.privateKey),
              clock,
            ),
        },
        { provide: AUDIT_TRAIL, inject: [PG_POOL], useFactory: (pool: Pool) => new PostgresAuditTrail(pool) },
      ],
      exports: [Tokens, AUDIT_TRAIL],
    };
  }

  onModuleInit(): void {
    // Every bus of the container: a module that imports CqrsModule in its own way gets one of its own, and must not escape.
    const buses = new Set<CommandBus>();
    for (const module of this.modules.values()) {
      for (const { instance } of module.providers.values())
        if (instance instanceof CommandBus) buses.add(instance as CommandBus);
    }
    for (const bus of buses) auditCommands(bus, this.trail, this.clock);
  }
}
