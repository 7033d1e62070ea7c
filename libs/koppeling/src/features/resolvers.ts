import { ChangePersonsResolver } from './change-persons/change-persons.resolver.js';
import { ChangeProfileResolver } from './change-profile/change-profile.resolver.js';
import { CompletePlacementResolver } from './complete-placement/complete-placement.resolver.js';
import { CorrectPlacementResolver } from './correct-placement/correct-placement.resolver.js';
import { EndKoppelingResolver } from './end-koppeling/end-koppeling.resolver.js';
import { EndStayResolver } from './end-stay/end-stay.resolver.js';
import { ForgetHouseholdResolver } from './forget-household/forget-household.resolver.js';
import { ImportKoppelingenResolver } from './import-koppelingen/import-koppelingen.resolver.js';
import { JudgeRefusalResolver } from './judge-refusal/judge-refusal.resolver.js';
import { MergeHouseholdsResolver } from './merge-households/merge-households.resolver.js';
import { MoveHomeResolver } from './move-home/move-home.resolver.js';
import { MoveKoppelingByCoaResolver } from './move-koppeling/move-koppeling.resolver.js';
import { MoveMinorsResolver } from './move-minors/move-minors.resolver.js';
import { ReceiveKoppelingResolver } from './receive-koppeling/receive-koppeling.resolver.js';
import { RecordPlacementResolver } from './record-placement/record-placement.resolver.js';
import { RefuseDwellingResolver } from './refuse-dwelling/refuse-dwelling.resolver.js';
import { RequestForgetResolver } from './request-forget/request-forget.resolver.js';
import { ResolveCoaDifferenceResolver } from './resolve-coa-difference/resolve-coa-difference.resolver.js';
import { SplitHouseholdResolver } from './split-household/split-household.resolver.js';

/** Providers of the mutations. */
export const commandResolvers = [
  ChangePersonsResolver,
  ChangeProfileResolver,
  CompletePlacementResolver,
  CorrectPlacementResolver,
  EndKoppelingResolver,
  EndStayResolver,
  ForgetHouseholdResolver,
  ImportKoppelingenResolver,
  JudgeRefusalResolver,
  MergeHouseholdsResolver,
  MoveHomeResolver,
  MoveKoppelingByCoaResolver,
  MoveMinorsResolver,
  ReceiveKoppelingResolver,
  RecordPlacementResolver,
  RefuseDwellingResolver,
  RequestForgetResolver,
  ResolveCoaDifferenceResolver,
  SplitHouseholdResolver,
];
