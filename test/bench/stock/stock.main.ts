import 'reflect-metadata';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Field, GraphQLModule, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { ExpressAdapter } from '@nestjs/platform-express';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';

/**
 * The contender: what one gets by following the manuals of Nest, Apollo on Express and TypeORM. A table holds the finished
 * figures, one row per municipality and period, always right: it has less to do than we have.
 */
@Entity('overview')
@ObjectType()
export class OverviewRow {
  @PrimaryColumn('text')
  @Field(() => ID)
  scope!: string;

  @PrimaryColumn('text')
  @Field(() => String)
  period!: string;

  @Column('text')
  province!: string;

  @Column('int')
  @Field(() => Int)
  taakstelling!: number;

  @Column('int')
  @Field(() => Int)
  opening!: number;

  @Column('int')
  @Field(() => Int)
  totalTask!: number;

  @Column('int')
  @Field(() => Int)
  realised!: number;

  @Column('int')
  @Field(() => Int)
  remaining!: number;

  @Column('int', { nullable: true })
  @Field(() => Int, { nullable: true })
  percentOfTaakstelling!: number | null;

  @Column('int', { nullable: true })
  @Field(() => Int, { nullable: true })
  percentOfTotalTask!: number | null;
}

@Injectable()
@Resolver(() => OverviewRow)
export class OverviewResolver {
  constructor(@Inject(getRepositoryToken(OverviewRow)) private readonly rows: Repository<OverviewRow>) {}

  @Query(() => [OverviewRow])
  figuresPerMunicipality(
    @Args('scope', { type: () => String }) province: string,
    @Args('period', { type: () => String }) period: string,
  ): Promise<OverviewRow[]> {
    return this.rows.find({ where: { province, period }, order: { scope: 'ASC' } });
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
      entities: [OverviewRow],
      poolSize: 10,
    }),
    TypeOrmModule.forFeature([OverviewRow]),
    GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, autoSchemaFile: true }),
  ],
  providers: [OverviewResolver],
})
export class StockModule {}

const app = await NestFactory.create(StockModule, new ExpressAdapter(), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/graphql` })}\n`);
