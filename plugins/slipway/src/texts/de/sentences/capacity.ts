/** How much room there is: quotas and scaling. */
export const capacity = {
  // quota
  '{{0}} has room for {{1}} of the {{2}} replicas that {{3}} wants: {{4}} ends first':
    '{{0}} hat Platz für {{1}} der {{2}} Replicas, die {{3}} will: zuerst fehlt es an {{4}}',
  '{{0}} can scale to {{1}} of {{2}}: {{3}} ends first':
    '{{0}} kann nur auf {{1}} von {{2}} skalieren: zuerst fehlt es an {{3}}',
  'ResourceQuota {{0}}: {{1}} {{2}} of {{3}} used, a replica of {{4}} takes {{5}}.':
    'ResourceQuota {{0}}: {{1}} {{2}} von {{3}} belegt, eine Replica von {{4}} braucht {{5}}.',
  'Ask the platform team for {{0}} more {{1}} in this namespace, or lower replicas or resources for {{2}} in slipway.yaml.':
    'Beim Plattformteam {{0}} mehr {{1}} für diesen Namespace anfragen oder replicas oder resources für {{2}} in slipway.yaml senken.',
  'Ask the platform team for {{0}} more {{1}} in this namespace, or lower scaling.max or resources for {{2}} in slipway.yaml.':
    'Beim Plattformteam {{0}} mehr {{1}} für diesen Namespace anfragen oder scaling.max oder resources für {{2}} in slipway.yaml senken.',
  'Not all of {{0}} can be at its largest at once: {{1}} ends first':
    'In {{0}} kann nicht alles zugleich voll skalieren: zuerst fehlt es an {{1}}',
  'ResourceQuota {{0}}: {{1}} {{2}} of {{3}} at maximum scale.':
    'ResourceQuota {{0}}: {{1}} {{2}} von {{3}} bei voller Skalierung.',
  'Ask the platform team for {{0}} more {{1}} in this namespace, or lower scaling.max for {{2}} in slipway.yaml.':
    'Beim Plattformteam {{0}} mehr {{1}} für diesen Namespace anfragen oder scaling.max für {{2}} in slipway.yaml senken.',
  '{{0}} has no {{1}} left in its quota':
    'die Quota von {{0}} ist aufgebraucht: {{1}}',
  '{{0}} has little {{1}} left in its quota':
    'die Quota von {{0}} ist fast aufgebraucht: {{1}}',
  'ResourceQuota {{0}}: {{1}} {{2}} of {{3}} used.':
    'ResourceQuota {{0}}: {{1}} {{2}} von {{3}} belegt.',
  'Ask the platform team for more {{0}} in this namespace, or lower what the services there ask for.':
    'Beim Plattformteam mehr {{0}} für diesen Namespace anfragen oder den Bedarf der Services dort senken.',
  // scaling
  '{{0}} of {{1}} is not scaled: what it scales by cannot be measured':
    '{{0}} in {{1}} wird nicht skaliert: die Messgröße dafür ist nicht verfügbar',
  '{{0}} {{1}}: {{2}}, {{3}} replicas.': '{{0}} {{1}}: {{2}}, {{3}} Replicas.',
  "Check that the cluster's metrics server or adapter answers, and that the pods of {{0}} say what they use.":
    'Prüfen, ob Metrics-Server oder Adapter des Clusters antworten und ob die Pods von {{0}} ihren Verbrauch melden.',
  'Check that what the triggers of {{0}} {{1}} ask is there, and that they may ask it.':
    'Prüfen, ob es das gibt, was die Trigger von {{0}} {{1}} abfragen, und ob sie es abfragen dürfen.',
  '{{0}} of {{1}} is scaled by some of its triggers only: not all can be asked':
    '{{0}} in {{1}} wird nur nach einem Teil der Trigger skaliert: nicht alle lassen sich abfragen',
  '{{0}} of {{1}} is not scaled: KEDA could not begin with it':
    '{{0}} in {{1}} wird nicht skaliert: KEDA konnte nicht damit anfangen',
  'Look at the conditions of {{0}} {{1}}: a trigger is wrong or cannot be asked, or what it scales is not there.':
    'Die Conditions von {{0}} {{1}} ansehen: ein Trigger ist falsch oder lässt sich nicht abfragen, oder es fehlt, was skaliert werden soll.',
  'Look at the conditions of {{0}} {{1}}.':
    'Die Conditions von {{0}} {{1}} ansehen.',
  '{{0}} of {{1}} wants more than the {{2}} replicas that it may have':
    '{{0}} in {{1}} bräuchte mehr als die erlaubten {{2}} Replicas',
  '{{0}} {{1}}: {{2}} of {{3}}{{4}}.': '{{0}} {{1}}: {{2}} von {{3}}{{4}}.',
  ', {{0}} {{1}} where {{2}} is meant': ', {{0}} {{1}} statt {{2}}',
  'Raise scaling.max for {{0}} in slipway.yaml, if its quota has room.':
    'scaling.max für {{0}} in slipway.yaml anheben, sofern die Quota Platz hat.',
};
