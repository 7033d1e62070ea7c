import { authorise } from '#libs/access';
import { ok, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MunicipalityRegistry } from '../../municipality-registry.js';
import type { Municipality } from '../../municipality.js';
import { ListMunicipalities } from './list-municipalities.query.js';

@QueryHandler(ListMunicipalities)
export class ListMunicipalitiesHandler implements IQueryHandler<ListMunicipalities> {
  constructor(private readonly municipalities: MunicipalityRegistry) {}

  execute({ identity, province }: ListMunicipalities): Promise<Result<readonly Municipality[]>> {
    return Promise.resolve(this.list({ identity, province }));
  }

  private list({ identity, province }: ListMunicipalities): Result<readonly Municipality[]> {
    const allowed = authorise(identity, 'municipalities.read');
    if (!allowed.ok) return allowed;
    if (province === null) return ok(this.municipalities.all());
    const code = this.municipalities.province(province, ['province']);
    return code.ok ? ok(this.municipalities.ofProvince(code.value)) : code;
  }
}
