import { authorise, couldEver, type Identity } from '#libs/access';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, refuse, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject, Injectable } from '@nestjs/common';
import { dwellingOffered, dwellingStream } from '../domain/dwelling.events.js';

/** Leave for a command on a dwelling that is known by its id only. */
@Injectable()
export class DwellingOwner {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  /**
   * The municipality whose dwelling it is, where the person may act for it. Refuses `NOT_ALLOWED` by role, and `NOT_FOUND`
   * alike for a dwelling of another and for one that is not there.
   */
  async authorised(identity: Identity, dwelling: string): Promise<Result<MunicipalityCode>> {
    const role = couldEver(identity, 'dwelling.offer');
    if (!role.ok) return role;
    const [first] = await this.store.readStream(dwellingStream(dwelling));
    const offered = first === undefined ? null : dwellingOffered.safeParse({ ...first.data, type: first.type });
    if (offered?.success === true) {
      const { municipality } = offered.data.offer;
      const allowed = authorise(identity, 'dwelling.offer', this.municipalities.extentOf([municipality]));
      if (allowed.ok) return ok(municipality);
    }
    return refuse('NOT_FOUND', 'Niet gevonden', ['input', 'dwelling']);
  }
}
