import type { ReceiveInput } from '../receive-koppeling/receive-koppeling.command.js';
import { ReceiveKoppeling } from '../receive-koppeling/receive-koppeling.command.js';
import { RecordPlacement, type RecordPlacementInput } from '../record-placement/record-placement.command.js';
import { operator } from './desk.js';

/** Four persons with a permit of 1 June 2023, coupled to Soest on 14 June. */
export const received = (input: Partial<ReceiveInput> = {}): ReceiveKoppeling => {
  const koppeling: ReceiveInput = {
    household: 'h-001',
    municipality: 'Soest',
    persons: 4,
    permitOn: '2023-06-01',
    coupledOn: '2023-06-14',
    source: 'COA-lijst',
    ...input,
  };
  return new ReceiveKoppeling(operator, `receive-${koppeling.household}`, koppeling);
};

/** It moved in on 1 September. */
export const moved = (input: Partial<RecordPlacementInput> = {}, commandId = 'place'): RecordPlacement =>
  new RecordPlacement(operator, commandId, {
    household: 'h-001',
    municipality: 'Soest',
    kind: 'regular',
    movedOn: '2023-09-01',
    ...input,
  });
