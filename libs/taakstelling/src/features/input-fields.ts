import { inputs, orNull } from '#libs/kernel';

export const sourceField = inputs.text(200);
export const reasonField = inputs.text(500);
export const remarkField = orNull(inputs.text(500));
export const knownAtField = orNull(inputs.instant);
export const expectedVersionField = orNull(inputs.whole(0, Number.MAX_SAFE_INTEGER));
