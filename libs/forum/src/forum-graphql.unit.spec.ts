import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import { isObjectType, printSchema, printType, type GraphQLSchema } from 'graphql';
import { forumResolvers } from './features/resolvers.js';

describe('the forum in the schema', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    const app = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
    schema = await app.get(GraphQLSchemaFactory).create([...forumResolvers]);
  });

  it('has a mutation for everything that one can do, and questions for what one can see', () => {
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort()).toEqual([
      'forumAnswer',
      'forumPost',
      'forumSolve',
      'forumWithdraw',
      'obstacleClose',
      'obstacleFollowUp',
      'obstacleRaise',
      'obstacleRefer',
    ]);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort()).toEqual([
      'forumPost',
      'forumPosts',
      'obstacle',
      'obstacles',
    ]);
  });

  it('speaks the words of the domain, which have no hyphen there', () => {
    const printed = printSchema(schema);
    expect(printed).toMatch(/enum SupportTeam \{\s+kansenmakersteam\s+versnelling_woningbouw\s+other\s+\}/);
    expect(printed).toMatch(/enum ObstacleState \{\s+raised\s+referred\s+closed\s+\}/);
  });

  it('knows an author by role and municipality only, and no household', () => {
    const author = schema.getType('ForumAuthor');
    expect(isObjectType(author) && Object.keys(author.getFields())).toEqual(['role', 'municipality']);
    const ours = Object.values(schema.getTypeMap()).filter(({ name }) => /^(Forum|Obstacle)/.test(name));
    expect(ours.length).toBeGreaterThan(10);
    for (const type of ours) expect(printType(type)).not.toMatch(/\bactor\b|household\w*:/i);
  });
});
