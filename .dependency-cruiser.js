/** Arrows of import point one way: apps → contexts → floor → kernel. Each rule says which harm it prevents. */
const lib = (name) => `^libs/${name}/`;

/** A lib and the only libs (besides itself and the kernel) that it may know. */
const floors = {
  kernel: [],
  matching: [],
  'event-store': ['postgres'],
  postgres: [],
  'event-catalogue': ['event-store'],
  'event-log': ['event-store', 'event-catalogue', 'postgres'],
  reactors: ['event-log', 'event-store', 'postgres'],
  service: ['event-log', 'postgres'],
  projections: ['event-log', 'event-store', 'postgres'],
  graphql: ['access', 'event-store'],
  secrets: ['postgres'],
  access: ['postgres', 'event-store', 'secrets'],
  tabular: ['event-store'],
  municipalities: ['graphql', 'access', 'tabular', 'event-store', 'event-catalogue', 'policy', 'projections'],
  policy: ['graphql', 'access', 'event-store', 'event-catalogue', 'event-log', 'projections', 'postgres'],
};

const floor = [
  'kernel',
  'event-store',
  'event-catalogue',
  'event-log',
  'projections',
  'reactors',
  'service',
  'postgres',
  'graphql',
  'secrets',
  'access',
  'tabular',
  'municipalities',
  'policy',
];

/** Contexts, and the contexts below them: downward only, so that one can be understood without those above it. */
const contexts = {
  dwellings: [],
  koppeling: ['dwellings'],
  taakstelling: ['koppeling'],
  exchanges: ['koppeling', 'dwellings', 'taakstelling'],
  supervision: ['taakstelling'],
  forum: [],
  demo: ['taakstelling', 'supervision', 'koppeling', 'dwellings', 'exchanges', 'forum'],
  composition: ['taakstelling', 'supervision', 'koppeling', 'dwellings', 'exchanges', 'forum'],
};

const only = (name, allowed) => ({
  name: `${name}-knows-only-what-is-below`,
  comment: `libs/${name} may import ${allowed.join(', ') || 'nothing'} besides itself: an arrow upward or sideways makes a knot that no one can take apart`,
  severity: 'error',
  from: { path: lib(name) },
  to: { path: '^libs/', pathNot: [lib(name), ...allowed.map(lib)] },
});

export default {
  forbidden: [
    ...Object.entries(floors).map(([name, allowed]) => only(name, ['kernel', ...allowed])),
    ...Object.entries(contexts).map(([name, allowed]) => only(name, [...floor, ...allowed])),
    {
      name: 'no-circular',
      comment: 'two files that need each other are one file, or miss a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'libs-know-no-app',
      comment: 'libs run in every shape; the shape is chosen in apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'front-door-only',
      comment: 'a lib is used through its index.ts, or the graphql.ts of its resolvers, so that its inside can change',
      severity: 'error',
      from: { path: '^(libs|apps|test)/([^/]+)/' },
      to: {
        path: '^libs/([^/]+)/src/',
        pathNot: [
          '^libs/$2/',
          '^libs/[^/]+/src/(index|graphql)\\.ts$',
          // What specs of several libs share is no part of the product, so behind no index.
          '^libs/[^/]+/src/.+-for-specs\\.ts$',
        ],
      },
    },
    {
      name: 'graphql-by-its-own-door',
      comment:
        'GraphQL is hundreds of modules: whoever answers no queries (the command line, a worker) must start without loading it',
      severity: 'error',
      from: {
        path: ['^apps/(cli|relay|projector|worker|setup|distributed)/', '^libs/[^/]+/src/index\\.ts$'],
        pathNot: lib('graphql'),
      },
      to: {
        path: ['^libs/graphql/', '^libs/[^/]+/src/graphql\\.ts$', 'node_modules/(@nestjs/)?graphql/'],
        reachable: true,
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'rules that a court may ask about must run without framework, database or clock',
      severity: 'error',
      from: { path: '/domain/' },
      to: { path: 'node_modules/(@nestjs|@apollo|typeorm|pg|kafkajs|graphql)' },
    },
    {
      name: 'kafkajs-in-one-adapter',
      comment: 'kafkajs had its last release in 2023: it must be replaceable in one place',
      severity: 'error',
      from: { pathNot: '^(libs/event-log/src/kafka|test/(bench|trust))/' },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'product-knows-no-test',
      comment: 'what runs in production must not drag in test support',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '(\\.spec\\.ts$|\\.contract\\.ts$|/testing/)' },
      to: { path: ['^test/', '/testing/', 'node_modules/(fast-check|vitest)'] },
    },
    {
      name: 'no-orphans',
      comment: 'a file that nobody imports is dead, or an entry point that must be named here',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', 'main\\.ts$', '^test/setup/', '\\.spec\\.ts$'] },
      to: {},
    },
    {
      name: 'no-undeclared-package',
      comment: 'a package that package.json does not declare is there by chance',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|^apps/[^/]+/web/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
