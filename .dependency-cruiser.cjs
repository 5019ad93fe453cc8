/** Import rules of docs/architecture.md: imports point one way, checked with type-only imports counted. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|simulator|test)/', pathNot: allowed },
});
const adapter = (folder, extra = []) =>
  only(
    `${folder}-reaches-only-desk`,
    `^src/services/${folder}/`,
    [`^src/services/${folder}/`, '^src/services/desk/', ...extra],
    'Adapters never import each other.',
  );
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-resolution', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'desk-imports-nothing-outside-itself',
      severity: 'error',
      from: { path: '^src/services/desk/' },
      to: { pathNot: '^src/services/desk/' },
    },
    only(
      'index-imports-app-and-config',
      '^src/index\\.ts$',
      ['^src/(app|config)\\.ts$', '^src/(app|config)/'],
      '',
    ),
    only(
      'bot-reaches-inward',
      '^src/bot/',
      ['^src/(bot|dialogs|cards)/', '^src/services/(desk|i18n|telemetry)/'],
      '',
    ),
    only(
      'dialogs-reach-inward',
      '^src/dialogs/',
      ['^src/(dialogs|cards)/', '^src/services/(desk|i18n|telemetry)/'],
      '',
    ),
    only(
      'cards-reach-inward',
      '^src/cards/',
      ['^src/cards/', '^src/services/(desk|i18n|telemetry)/'],
      '',
    ),
    adapter('store', ['^src/services/audit-file/']),
    adapter('jobs', ['^src/services/(http|telemetry|audit-file)/']),
    adapter('onedrive', ['^src/services/(http|telemetry)/']),
    adapter('graph', ['^src/services/(http|telemetry)/']),
    adapter('teamviewer', ['^src/services/(http|telemetry)/']),
    adapter('calendar'),
    only(
      'leaves-import-nothing',
      '^src/services/(i18n|http|telemetry|audit-file)/',
      ['^src/services/(i18n|http|telemetry|audit-file)/'],
      'Leaves know nobody.',
    ),
    only('config-knows-only-desk-types', '^src/config', ['^src/config', '^src/services/desk/'], ''),
    {
      name: 'botbuilder-only-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(bot|dialogs)/' },
      to: { path: 'node_modules/(botbuilder|botframework)' },
    },
    {
      name: 'redis-only-in-store-and-jobs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/services/(store|jobs)/' },
      to: { path: 'node_modules/(ioredis|bullmq)' },
    },
    {
      name: 'src-never-imports-simulator',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(simulator|test|scripts)/' },
    },
    {
      name: 'simulator-is-a-far-end',
      severity: 'error',
      from: { path: '^simulator/', pathNot: '^simulator/(demo|playground)' },
      to: { path: '^(src|test)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'simulator/page' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
