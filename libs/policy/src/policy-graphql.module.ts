import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AdoptPolicyResolver } from './features/adopt-policy/adopt-policy.resolver.js';
import { ProposePolicyResolver } from './features/propose-policy/propose-policy.resolver.js';
import { PolicyModule } from './policy.module.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({ imports: [CqrsModule, PolicyModule], providers: [ProposePolicyResolver, AdoptPolicyResolver] })
export class PolicyGraphqlModule {}
