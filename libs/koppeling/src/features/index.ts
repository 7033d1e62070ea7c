import { ChangePersonsHandler } from './change-persons/change-persons.handler.js';
import { ChangeProfileHandler } from './change-profile/change-profile.handler.js';
import { CompletePlacementHandler } from './complete-placement/complete-placement.handler.js';
import { CorrectPlacementHandler } from './correct-placement/correct-placement.handler.js';
import { EndKoppelingHandler } from './end-koppeling/end-koppeling.handler.js';
import { EndStayHandler } from './end-stay/end-stay.handler.js';
import { ForgetHouseholdHandler } from './forget-household/forget-household.handler.js';
import { HouseholdSealing } from './household-sealing.js';
import { HouseholdWrites } from './household-writes.js';
import { HousingPolicies } from './housing-rules.js';
import { ImportKoppelingenHandler } from './import-koppelingen/import-koppelingen.handler.js';
import { JudgeRefusalHandler } from './judge-refusal/judge-refusal.handler.js';
import { MergeHouseholdsHandler } from './merge-households/merge-households.handler.js';
import { MoveHomeHandler } from './move-home/move-home.handler.js';
import { MoveKoppelingByCoaHandler } from './move-koppeling/move-koppeling.handler.js';
import { MoveMinorsHandler } from './move-minors/move-minors.handler.js';
import { ReceiveKoppelingHandler } from './receive-koppeling/receive-koppeling.handler.js';
import { RecordPlacementHandler } from './record-placement/record-placement.handler.js';
import { RefuseDwellingHandler } from './refuse-dwelling/refuse-dwelling.handler.js';
import { RequestForgetHandler } from './request-forget/request-forget.handler.js';
import { ResolveCoaDifferenceHandler } from './resolve-coa-difference/resolve-coa-difference.handler.js';
import { SplitHouseholdHandler } from './split-household/split-household.handler.js';

export * from './change-persons/change-persons.command.js';
export * from './change-profile/change-profile.command.js';
export type { ProfileInput } from './change-profile/profile-input.js';
export * from './complete-placement/complete-placement.command.js';
export * from './correct-placement/correct-placement.command.js';
export * from './end-koppeling/end-koppeling.command.js';
export * from './end-stay/end-stay.command.js';
export * from './forget-household/destroy-forgotten.js';
export * from './forget-household/forget-household.command.js';
export * from './household-answer.js';
export * from './import-koppelingen/import-koppelingen.command.js';
export * from './judge-refusal/judge-refusal.command.js';
export * from './merge-households/merge-households.command.js';
export * from './move-home/move-home.command.js';
export * from './move-koppeling/move-koppeling.command.js';
export * from './move-minors/move-minors.command.js';
export * from './receive-koppeling/receive-koppeling.command.js';
export * from './record-placement/record-placement.command.js';
export * from './refuse-dwelling/refuse-dwelling.command.js';
export * from './request-forget/request-forget.command.js';
export * from './resolve-coa-difference/resolve-coa-difference.command.js';
export { openProfile } from './sealing.js';
export * from './split-household/split-household.command.js';
export { households } from './stored-deciders.js';

/** Providers of the write side. */
export const commandHandlers = [
  HouseholdWrites,
  HouseholdSealing,
  HousingPolicies,
  ReceiveKoppelingHandler,
  MoveKoppelingByCoaHandler,
  EndKoppelingHandler,
  ChangeProfileHandler,
  ChangePersonsHandler,
  SplitHouseholdHandler,
  MergeHouseholdsHandler,
  RecordPlacementHandler,
  CorrectPlacementHandler,
  CompletePlacementHandler,
  MoveHomeHandler,
  EndStayHandler,
  MoveMinorsHandler,
  RefuseDwellingHandler,
  JudgeRefusalHandler,
  RequestForgetHandler,
  ForgetHouseholdHandler,
  ImportKoppelingenHandler,
  ResolveCoaDifferenceHandler,
];
