/** What its repository was rendered with. */
export const goldenPath = {
  "Run slipway render slipway.yaml --out . with the portal's bundle in a checkout, and open a pull request with what it changes: it asks before it writes over what somebody changed.":
    'In einem Checkout slipway render slipway.yaml --out . mit dem Bundle des Portals ausführen und mit den Änderungen einen Pull Request öffnen: vor dem Überschreiben von Hand geänderter Dateien wird gefragt.',
  'It was rendered with the bundle {{0}}, and this portal has {{1}}':
    'Gerendert mit dem Bundle {{0}}, dieses Portal hat {{1}}',
  '.slipway/lock: {{0}} {{1}}, golden path {{2}}.':
    '.slipway/lock: {{0}} {{1}}, Golden Path {{2}}.',
  "Nothing, if another portal looks after it; else render it with this portal's bundle.":
    'Nichts, wenn ein anderes Portal es betreut; sonst mit dem Bundle dieses Portals rendern.',
  'It was rendered with an older version: {{0}}':
    'Mit einer älteren Version gerendert: {{0}}',
  '.slipway/lock names it.': 'So steht es in .slipway/lock.',
  'It was rendered with a newer version than this portal has: {{0}}':
    'Mit einer neueren Version gerendert, als dieses Portal hat: {{0}}',
  'Bring the portal to that version, before it renders this repository.':
    'Das Portal auf diese Version bringen, bevor es dieses Repository rendert.',
  '{{0}} {{1}}, this portal has {{2}}': '{{0}} {{1}}, dieses Portal hat {{2}}',
  'golden path': 'Golden Path',
  'What it was rendered with cannot be read':
    'Womit es gerendert wurde, ist nicht lesbar',
  '.slipway/lock is not as Slipway writes it.':
    '.slipway/lock ist nicht so, wie Slipway sie schreibt.',
  'Run slipway lock --repair in a checkout.':
    'In einem Checkout slipway lock --repair ausführen.',
  'A file that Slipway manages was changed by hand: {{0}}':
    'Eine von Slipway verwaltete Datei wurde von Hand geändert: {{0}}',
  '{{0}} files that Slipway manages were changed by hand':
    '{{0}} von Slipway verwaltete Dateien wurden von Hand geändert',
  '{{0}} differs from the copy in .slipway/pristine.':
    '{{0}} weicht von der Kopie in .slipway/pristine ab.',
  '{{0}} differ from the copy in .slipway/pristine.':
    '{{0}} weichen von der Kopie in .slipway/pristine ab.',
  'Put the change into slipway.yaml, or into a component of your own, and bring the file back with slipway render.':
    'Die Änderung in slipway.yaml oder eine eigene Component übernehmen und die Datei mit slipway render zurückholen.',
};
