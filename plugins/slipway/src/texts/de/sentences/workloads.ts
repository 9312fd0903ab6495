/** What runs: pods, images, probes, rollouts. */
export const workloads = {
  // crashLoop
  '{{0}} restarts again and again: it runs out of memory':
    '{{0}} startet immer wieder neu: der Arbeitsspeicher reicht nicht',
  'Raise resources.memory for {{0}} above {{1}} in slipway.yaml{{2}}.':
    'resources.memory für {{0}} in slipway.yaml über {{1}} anheben{{2}}.',
  'Raise resources.memory for {{0}} in slipway.yaml{{1}}.':
    'resources.memory für {{0}} in slipway.yaml anheben{{1}}.',
  '{{0}} restarts again and again: {{1}}':
    '{{0}} startet immer wieder neu: {{1}}',
  'Read the last log lines of container {{0}}{{1}}.':
    'Die letzten Logzeilen des Containers {{0}} lesen{{1}}.',
  'container {{0}} does not stay up': 'Container {{0}} bleibt nicht oben',
  'container {{0}} ends although it should serve':
    'Container {{0}} beendet sich, obwohl er laufen sollte',
  'the command of container {{0}} cannot be run':
    'der Befehl des Containers {{0}} lässt sich nicht ausführen',
  'container {{0}} ends with exit code {{1}}':
    'Container {{0}} endet mit Exit-Code {{1}}',
  'exit {{0}}': 'Exit-Code {{0}}',
  'limit {{0}}': 'Limit {{0}}',
  'Container {{0}} of pod {{1}} ended. {{2}}.':
    'Container {{0}} im Pod {{1}} hat sich beendet. {{2}}.',
  'Container {{0}} of pod {{1}} was killed: {{2}}. {{3}}.':
    'Container {{0}} im Pod {{1}} wurde abgebrochen: {{2}}. {{3}}.',
  'Container {{0}} of pod {{1}} ended: {{2}}. {{3}}.':
    'Container {{0}} im Pod {{1}} hat sich beendet: {{2}}. {{3}}.',
  // events
  ', {{0}} times since {{1}}': ', {{0}}× seit {{1}}',
  ', at {{0}}': ', {{0}}',
  // imagePull
  'the registry does not have it': 'die Registry hat es nicht',
  'Check that the build pushed this tag':
    'Prüfen, ob der Build dieses Tag gepusht hat',
  'the registry refuses the cluster': 'die Registry weist den Cluster ab',
  'Check the pull secret of the namespace':
    'Das Pull-Secret des Namespace prüfen',
  'the registry counts too many requests':
    'die Registry zählt zu viele Anfragen',
  'Wait, or pull as somebody who may do so more often':
    'Abwarten oder mit einem Konto pullen, das häufiger darf',
  'the registry does not answer the nodes':
    'die Registry antwortet den Nodes nicht',
  'Ask the platform team whether nodes reach the registry':
    'Beim Plattformteam klären, ob die Nodes die Registry erreichen',
  '{{0}} is waiting for the first build': '{{0}} wartet auf den ersten Build',
  '{{0}} cannot pull the image of {{1}}: {{2}}':
    '{{0}} kann das Image von {{1}} nicht pullen: {{2}}',
  '{{0}} cannot pull the image of {{1}}':
    '{{0}} kann das Image von {{1}} nicht pullen',
  'Container {{0}} of pod {{1}}: {{2}}, {{3}}{{4}}.':
    'Container {{0}} im Pod {{1}}: {{2}}, {{3}}{{4}}.',
  'Check that the build pushed this tag, and that the cluster may read the registry':
    'Prüfen, ob der Build dieses Tag gepusht hat und ob der Cluster die Registry lesen darf',
  // placement
  'not enough CPU': 'zu wenig CPU',
  'not enough memory': 'zu wenig Arbeitsspeicher',
  'no room for another pod': 'kein Platz für einen weiteren Pod',
  'not enough storage': 'zu wenig Speicherplatz',
  'the nodes are reserved (taints)': 'die Nodes sind reserviert (Taints)',
  'no node matches the affinity or selector':
    'kein Node passt zu Affinity oder Selector',
  'its volume is not there or in another zone':
    'das Volume fehlt oder liegt in einer anderen Zone',
  'the host port is taken': 'der Host-Port ist belegt',
  'No node of {{0}} takes {{1}}: {{2}}':
    'Kein Node in {{0}} nimmt {{1}}: {{2}}',
  'No node of {{0}} takes {{1}}': 'Kein Node in {{0}} nimmt {{1}}',
  'Pod {{0}}: Unschedulable{{1}}.': 'Pod {{0}}: Unschedulable{{1}}.',
  'Lower resources.{{0}} or replicas for {{1}} in slipway.yaml, or ask the platform team for room.':
    'resources.{{0}} oder replicas für {{1}} in slipway.yaml senken oder beim Plattformteam um Platz bitten.',
  'Ask the platform team which nodes {{0}} may use.':
    'Beim Plattformteam klären, welche Nodes {{0}} nutzen darf.',
  'a quota': 'eine Quota',
  'a policy': 'eine Policy',
  'the cluster': 'der Cluster',
  '{{0}} refuses new pods in {{1}}': '{{0}} lehnt neue Pods in {{1}} ab',
  "Compare replicas and resources for {{0}} in slipway.yaml with the namespace's quota and policies.":
    'replicas und resources für {{0}} in slipway.yaml mit Quota und Policies des Namespace vergleichen.',
  'A container of {{0}} cannot be made':
    'Ein Container in {{0}} lässt sich nicht anlegen',
  'Container {{0}} of pod {{1}}: {{2}}.':
    'Container {{0}} im Pod {{1}}: {{2}}.',
  'Check that every ConfigMap, Secret and volume that it names exists in {{0}}.':
    'Prüfen, ob alle genannten ConfigMaps, Secrets und Volumes in {{0}} vorhanden sind.',
  // probes
  '{{0}} restarts again and again: it does not pass its {{1}} probe':
    '{{0}} startet immer wieder neu: die {{1}}-Probe schlägt fehl',
  'Pod {{0}}: Unhealthy{{1}}, {{2}}.': 'Pod {{0}}: Unhealthy{{1}}, {{2}}.',
  'Look at what the {{0}} probe asks and how long it waits, and at the log of container {{1}}{{2}}.':
    'Prüfen, was die {{0}}-Probe abfragt und wie lange sie wartet, und das Log des Containers {{1}} lesen{{2}}.',
  '1 replica of {{0}} runs, but does not pass the {{1}} probe':
    '1 Replica in {{0}} läuft, aber die {{1}}-Probe schlägt fehl',
  '{{0}} replicas of {{1}} run, but do not pass the {{2}} probe':
    '{{0}} Replicas in {{1}} laufen, aber die {{2}}-Probe schlägt fehl',
  'Pod {{0}}: Unhealthy{{1}}.': 'Pod {{0}}: Unhealthy{{1}}.',
  'Look at what the {{0}} probe asks, and at the log of pod {{1}}{{2}}.':
    'Prüfen, was die {{0}}-Probe abfragt, und das Log des Pods {{1}} lesen{{2}}.',
  // progressive
  'The rollout to {{0}} in {{1}} cannot be carried out as it is written':
    'Der Rollout auf {{0}} in {{1}} ist so, wie er beschrieben ist, nicht ausführbar',
  'Rollout {{0}}: InvalidSpec.': 'Rollout {{0}}: InvalidSpec.',
  'Compare the strategy of Rollout {{0}} with the Services and templates that it names.':
    'Die Strategie des Rollouts {{0}} mit den genannten Services und Templates vergleichen.',
  'The rollout to {{0}} in {{1}} was aborted, {{2}} goes on serving':
    'Der Rollout auf {{0}} in {{1}} wurde abgebrochen, {{2}} läuft weiter',
  'The rollout to {{0}} in {{1}} was aborted':
    'Der Rollout auf {{0}} in {{1}} wurde abgebrochen',
  'Rollout {{0}}: aborted, its analysis failed.':
    'Rollout {{0}}: abgebrochen, die Analyse ist fehlgeschlagen.',
  'Rollout {{0}}: aborted.': 'Rollout {{0}}: abgebrochen.',
  'Look at what its AnalysisRun measured, and mend it':
    'Die Messwerte des AnalysisRun ansehen und die Ursache beheben',
  'Find out who aborted it and why, then retry Rollout {{0}}':
    'Klären, wer ihn abgebrochen hat und warum, dann Rollout {{0}} erneut starten',
  'waits until its next step': 'wartet auf den nächsten Schritt',
  'waits for somebody to promote it': 'wartet auf die Freigabe',
  'waits since its analysis came to no end':
    'wartet, weil die Analyse zu keinem Ergebnis kam',
  'was stopped by somebody': 'wurde von Hand angehalten',
  '{{0}} is there beside what serves {{1}}':
    '{{0}} steht neben dem bereit, was in {{1}} läuft',
  '{{0}} serves {{1}}% of {{2}}': '{{0}} bedient {{1}} % von {{2}}',
  '{{0}}, and {{1}}': '{{0}} und {{1}}',
  'goes on at {{0}}': 'geht weiter: {{0}}',
  'Look at {{0}}, then promote or abort Rollout {{1}}.':
    '{{0}} prüfen, dann Rollout {{1}} freigeben oder abbrechen.',
  'step {{0}} of {{1}}': 'Schritt {{0}} von {{1}}',
  'its analysis runs': 'Analyse läuft',
  '{{0}} of {{1}} of {{2}} ready': '{{0}} von {{1}} mit {{2}} bereit',
  // rollout
  '{{0}} is scaled to zero': '{{0}} ist auf null skaliert',
  'Set replicas for {{0}} in slipway.yaml to run it again.':
    'replicas für {{0}} in slipway.yaml setzen, damit es wieder läuft.',
  'The rollout to {{0}} in {{1}} got stuck':
    'Der Rollout auf {{0}} in {{1}} hängt',
  '{{0}} {{1}}: ProgressDeadlineExceeded, {{2}} of {{3}} updated, {{4}} ready.':
    '{{0}} {{1}}: ProgressDeadlineExceeded, {{2}} von {{3}} aktualisiert, {{4}} bereit.',
  "Look at the new pods' probes and logs{{0}}.":
    'Probes und Logs der neuen Pods ansehen{{0}}.',
  'The rollout to {{0}} in {{1}} is paused':
    'Der Rollout auf {{0}} in {{1}} ist angehalten',
  '{{0}} of {{1}} updated.': '{{0}} von {{1}} aktualisiert.',
  'Resume the rollout of {{0}} {{1}}.':
    'Den Rollout von {{0}} {{1}} fortsetzen.',
  '{{0}} is moving to {{1}}': '{{0}} wechselt auf {{1}}',
  '{{0}} of {{1}} updated': '{{0}} von {{1}} aktualisiert',
  '{{0}} ready': '{{0}} bereit',
  'Only {{0}} of {{1}} replicas serve in {{2}}':
    'Nur {{0}} von {{1}} Replicas sind in {{2}} bereit',
  'Look at the readiness probe and the log of pod {{0}}.':
    'Readiness-Probe und Log des Pods {{0}} ansehen.',
  'Look at the readiness probe and the log of the pods of {{0}}.':
    'Readiness-Probe und Logs der Pods von {{0}} ansehen.',
  'Pod {{0}} is not ready.': 'Pod {{0}} ist nicht bereit.',
  ': its node had too little memory left':
    ': auf dem Node war zu wenig Arbeitsspeicher frei',
  ': its node had too little disk left':
    ': auf dem Node war zu wenig Speicherplatz frei',
  ': its node had too many processes':
    ': auf dem Node liefen zu viele Prozesse',
  'A pod was evicted at {{0}}{{1}}.':
    'Ein Pod wurde verdrängt (Evicted), {{0}}{{1}}.',
  ', or roll {{0}} back to {{1}}': ' oder {{0}} auf {{1}} zurückrollen',
  '{{0}} replica': '{{0}} Replica',
  '{{0}} replicas': '{{0}} Replicas',
  '{{0}} restart': '{{0}} Neustart',
  '{{0}} restarts': '{{0}} Neustarts',
  // tagMoved
  'Replicas of {{0}} run different images under the same name {{1}}':
    'Replicas in {{0}} laufen mit verschiedenen Images unter demselben Namen {{1}}',
  'Restart {{0}} {{1}}, and deploy by digest, or never push a tag twice.':
    '{{0}} {{1}} neu starten und per Digest deployen oder ein Tag nie zweimal pushen.',
  // volumes
  'a Secret that it names is missing': 'ein genanntes Secret fehlt',
  'Check that every Secret which it mounts is brought':
    'Prüfen, ob alle gemounteten Secrets ankommen',
  'a ConfigMap that it names is missing': 'eine genannte ConfigMap fehlt',
  'Check that every ConfigMap which it mounts is applied':
    'Prüfen, ob alle gemounteten ConfigMaps angewendet sind',
  'its claim is missing': 'der PersistentVolumeClaim fehlt',
  'Check that the PersistentVolumeClaim exists':
    'Prüfen, ob der PersistentVolumeClaim vorhanden ist',
  'it is still attached to another node': 'es hängt noch an einem anderen Node',
  'Wait until the pod before it has ended; if its node is lost, ask the platform team to detach the volume':
    'Warten, bis der vorherige Pod beendet ist; ist sein Node verloren, das Volume vom Plattformteam lösen lassen',
  'it does not come in time': 'es kommt nicht rechtzeitig',
  'Ask the platform team to look at the storage driver of the node':
    'Das Plattformteam den Storage-Treiber des Node prüfen lassen',
  'A volume of {{0}} cannot be mounted: {{1}}':
    'Ein Volume in {{0}} lässt sich nicht mounten: {{1}}',
  'A volume of {{0}} cannot be mounted':
    'Ein Volume in {{0}} lässt sich nicht mounten',
  'Pod {{0}}: {{1}}{{2}}.': 'Pod {{0}}: {{1}}{{2}}.',
  'Look at the events of pod {{0}}': 'Die Events des Pods {{0}} ansehen',
};
