import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AdoptPolicyHandler } from './features/adopt-policy/adopt-policy.handler.js';
import { PolicyReader } from './policy-reader.js';
import { PolicySchemas } from './policy-schemas.js';

/** Dated policy: adopting and reading it. Needs the event store (global). */
@Module({
  imports: [CqrsModule],
  providers: [PolicyReader, PolicySchemas, AdoptPolicyHandler],
  exports: [PolicyReader, PolicySchemas],
})
export class PolicyModule {}
