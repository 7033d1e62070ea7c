import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AdoptPolicyHandler } from './features/adopt-policy/adopt-policy.handler.js';
import { ProposePolicyHandler } from './features/propose-policy/propose-policy.handler.js';
import { PolicyReader } from './policy-reader.js';
import { PolicySchemas } from './policy-schemas.js';

/** Dated policy: proposing, adopting and reading it. Needs the event store (global). */
@Module({
  imports: [CqrsModule],
  providers: [PolicyReader, PolicySchemas, ProposePolicyHandler, AdoptPolicyHandler],
  exports: [PolicyReader, PolicySchemas],
})
export class PolicyModule {}
