/** The import walls. Each rule says why it is there. */
const wall = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const source = '^(domain|workflows|activities|worker|api|db|bench)/';
const tests = '(\\.(test|fixtures)\\.ts$|^test/)';

module.exports = {
  forbidden: [
    wall(
      'domain-is-pure',
      { path: '^domain/', pathNot: tests },
      { path: '^(workflows|activities|worker|api|db|bench|scripts)/' },
      'domain/ holds facts and rules only; everyone may import it, it imports no one.',
    ),
    wall(
      'domain-has-no-io',
      { path: '^domain/', pathNot: tests },
      {
        dependencyTypes: ['core', 'npm', 'npm-dev'],
        pathNot: '(temporal-polyfill|rrule-temporal|/joi/)',
        dependencyTypesNot: ['type-only'],
      },
      'domain/ does no I/O; only calendar arithmetic may come from a package.',
    ),
    wall(
      'sandbox-has-no-calendar',
      { path: '^workflows/', pathNot: tests },
      { reachable: true, path: '(temporal-polyfill|rrule-temporal)' },
      'A workflow receives epoch milliseconds: zone data differs between builds and would break replay.',
    ),
    wall(
      'workflows-see-types-of-activities',
      { path: '^workflows/', pathNot: tests },
      { path: '^(activities|db|api|worker)/', dependencyTypesNot: ['type-only'] },
      'Workflow code runs in the sandbox: it may know the types of activities and nothing more.',
    ),
    wall(
      'activities-know-domain-and-db',
      { path: '^activities/', pathNot: tests },
      { path: '^(api|worker|bench)/' },
      'Activities persist and publish; who calls them is not their business.',
    ),
    wall(
      'db-knows-domain',
      { path: '^db/', pathNot: tests },
      { path: '^(workflows|activities|worker|api|bench)/' },
      'db/ is below everything but domain/.',
    ),
    wall(
      'api-reaches-workflows-by-messages',
      { path: '^api/', pathNot: tests },
      { path: '^(activities|worker|bench)/' },
      'The API talks to workflows through their messages, never to activities.',
    ),
    wall(
      'api-imports-messages-only',
      { path: '^api/', pathNot: tests },
      { path: '^workflows/', pathNot: '\\.messages\\.ts$' },
      'Importing workflow code into the API would load the sandbox runtime.',
    ),
    wall(
      'nothing-imports-entry-points',
      { path: '^(domain|db|activities|workflows)/', pathNot: tests },
      { path: '^(api|worker)/' },
      'api/ and worker/ are entry points.',
    ),
    wall('no-cycles', {}, { circular: true }, 'A cycle means two files are one idea.'),
    wall(
      'no-test-code-in-product',
      { path: source, pathNot: tests },
      { path: tests },
      'Product code must not need test code.',
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.data|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
