/** What keeps data, and its backups. */
export const data = {
  '{{0}} of {{1}}, on which {{2}} depends, is not as it should be':
    '{{0}} von {{1}}, worauf {{2}} angewiesen ist, ist nicht in Ordnung',
  'Look at the page of {{0}}, and ask who owns it.':
    'Die Seite von {{0}} ansehen und die Zuständigen fragen.',
  '{{0}} of {{1}} is kept outside of the cluster, which does not say how it is':
    '{{0}} in {{1}} liegt außerhalb des Clusters, über den Zustand ist hier nichts bekannt',
  'A CronJob backs it up from here, and nothing here runs it.':
    'Ein CronJob sichert es von hier aus, und hier läuft es nicht.',
  'Look at it where it is run.': 'Dort nachsehen, wo es betrieben wird.',
  // backups
  '{{0}} in {{1}}': '{{0}} in {{1}}',
  'No backups of {{0}} are taken: they are suspended':
    'Es entstehen keine Backups von {{0}}: sie sind ausgesetzt',
  suspended: 'ausgesetzt',
  'Find out who suspended it and why, and resume {{0}} {{1}}.':
    'Klären, wer die Backups ausgesetzt hat und warum, und {{0}} {{1}} wieder aufnehmen.',
  'The last backup of {{0}} is {{1}} old, at most {{2}} are allowed':
    'Das letzte Backup von {{0}} ist {{1}} alt, erlaubt sind höchstens {{2}}',
  '{{0}} has never been backed up': 'von {{0}} gab es noch nie ein Backup',
  'Look at the events of {{0}} {{1}}: no run was started, or none came to an end.':
    'Die Events von {{0}} {{1}} ansehen: kein Lauf wurde gestartet, oder keiner kam zu Ende.',
  'The last backup of {{0}} failed':
    'Das letzte Backup von {{0}} ist fehlgeschlagen',
  '{{0}}; the next run may mend it.':
    '{{0}}; vielleicht behebt es schon der nächste Lauf.',
  'A backup of {{0}} that was due did not begin':
    'Ein fälliges Backup von {{0}} wurde nicht begonnen',
  'due {{0}}': 'fällig {{0}}',
  'Look at the events of {{0}} {{1}}.': 'Die Events von {{0}} {{1}} ansehen.',
  'The first backup of {{0}} is still to come':
    'Das erste Backup von {{0}} steht noch aus',
  'next run {{0}}': 'nächster Lauf {{0}}',
  'Backups of {{0}} in {{1}} are kept for longer than {{2}}':
    'Backups von {{0}} in {{1}} werden länger aufbewahrt als vorgesehen ({{2}})',
  'The oldest is from {{0}}.': 'Das älteste ist vom {{0}}.',
  'Check that the account of {{0}} {{1}} may delete in the store.':
    'Prüfen, ob das Konto von {{0}} {{1}} im Speicher löschen darf.',
  'The newest backup of {{0}} in {{1}} could not be restored in a test':
    'Das neueste Backup von {{0}} in {{1}} ließ sich im Test nicht wiederherstellen',
  'Read the log of job {{0}}, and keep older backups until one passes.':
    'Das Log von Job {{0}} lesen und ältere Backups behalten, bis ein Test gelingt.',
  'no run since': 'seither kein Lauf',
  '{{0}} runs failed in a row': '{{0}} Läufe in Folge fehlgeschlagen',
  '{{0}}, then run one by hand: kubectl create job --from=cronjob/{{1}} {{2}}-now.':
    '{{0}}, dann eines von Hand starten: kubectl create job --from=cronjob/{{1}} {{2}}-now.',
  '{{0}}, then run one by hand.': '{{0}}, dann eines von Hand starten.',
  'Read the log of job {{0}}': 'Das Log von Job {{0}} lesen',
  'Look at the status of Backup {{0}}': 'Den Status von Backup {{0}} ansehen',
  failed: 'fehlgeschlagen',
  '{{0}} error': '{{0}} Fehler',
  '{{0}} errors': '{{0}} Fehler',
  'last success {{0}}': 'letzter Erfolg {{0}}',
  'no success is known': 'kein Erfolg bekannt',
  // dataStores
  '{{0}} in {{1}} does not go on by itself: its operator gave it up':
    '{{0}} in {{1}} läuft nicht von selbst weiter: der Operator hat aufgegeben',
  '{{0}} in {{1}} does not go on by itself: its operator waits for somebody':
    '{{0}} in {{1}} läuft nicht von selbst weiter: der Operator wartet auf einen Eingriff',
  'Ask the platform team; if no member can be saved, restore {{0}} from its last backup.':
    'Das Plattformteam fragen; ist kein Member zu retten, {{0}} aus dem letzten Backup wiederherstellen.',
  'Look at the status of {{0}} {{1}}, and do what its operator asks for.':
    'Den Status von {{0}} {{1}} ansehen und tun, was der Operator verlangt.',
  'Members of {{0}} in {{1}} were taken out of service by hand':
    'Member von {{0}} in {{1}} wurden von Hand außer Betrieb genommen',
  'Find out who fenced {{0}} and why, and lift it.':
    'Klären, wer {{0}} gesperrt hat (Fencing) und warum, und die Sperre aufheben.',
  '{{0}} in {{1}} is being set up': '{{0}} in {{1}} wird eingerichtet',
  'If it stays so, check that the operator for {{0}} runs on this cluster.':
    'Bleibt es dabei, prüfen, ob der Operator für {{0}} auf diesem Cluster läuft.',
  'Topic {{0}} in {{1}} is not as it should be':
    'Topic {{0}} in {{1}} ist nicht so, wie es sein soll',
  'Look at the status of {{0}} {{1}}.': 'Den Status von {{0}} {{1}} ansehen.',
  '{{0}} in {{1}} has no primary: nothing can be written':
    '{{0}} in {{1}} hat keinen Primary: Schreiben ist nicht möglich',
  '{{0}} in {{1}} does not serve': '{{0}} in {{1}} ist nicht erreichbar',
  'Look at the pods of {{0}} {{1}}, their volumes and their logs.':
    'Die Pods von {{0}} {{1}}, ihre Volumes und Logs ansehen.',
  '{{0}} fails over to another member':
    '{{0}} schwenkt nach einem Ausfall auf einen anderen Member um',
  '{{0}} hands over to another member':
    '{{0}} übergibt planmäßig an einen anderen Member',
  '{{0}} is being upgraded': '{{0}} wird aktualisiert',
  '{{0}} is being changed': '{{0}} wird geändert',
  'Look at the member that was the primary before: its pod, its node and its volume.':
    'Den bisherigen Primary ansehen: Pod, Node und Volume.',
  '{{0}} in {{1}} lacks members': '{{0}} in {{1}} fehlen Member',
  '{{0}} in {{1}} has only {{2}} of {{3}} members':
    '{{0}} in {{1}} hat nur {{2}} von {{3}} Membern',
  'Look at the pods of {{0}} {{1}}, their nodes and their volumes.':
    'Die Pods von {{0}} {{1}}, ihre Nodes und Volumes ansehen.',
  '{{0}} of {{1}} ready': '{{0}} von {{1}} bereit',
  'not ready': 'nicht bereit',
  'primary {{0}} since {{1}}': 'Primary {{0}} seit {{1}}',
  'primary {{0}}': 'Primary {{0}}',
  // dataVolumes
  'its storage class does not exist': 'die StorageClass gibt es nicht',
  'there is no room left for it': 'dafür ist kein Platz mehr',
  'A volume of {{0}} in {{1}} is lost':
    'Ein Volume von {{0}} in {{1}} ist verloren',
  'PersistentVolumeClaim {{0}}: Lost.': 'PersistentVolumeClaim {{0}}: Lost.',
  'Ask the platform team whether the volume can be found; else restore from the last backup.':
    'Beim Plattformteam klären, ob das Volume auffindbar ist; sonst aus dem letzten Backup wiederherstellen.',
  'it names no storage class, and the cluster has no default':
    'es nennt keine StorageClass, und der Cluster hat keine Vorgabe',
  'A volume of {{0}} in {{1}} is still to be made: {{2}}':
    'Ein Volume von {{0}} in {{1}} ist noch nicht angelegt: {{2}}',
  'A volume of {{0}} in {{1}} is still to be made':
    'Ein Volume von {{0}} in {{1}} ist noch nicht angelegt',
  'PersistentVolumeClaim {{0}}: {{1}}.': 'PersistentVolumeClaim {{0}}: {{1}}.',
  'class {{0}}': 'Klasse {{0}}',
  'Name a storage class for it in slipway.yaml, or ask the platform team for a default.':
    'In slipway.yaml eine StorageClass nennen oder beim Plattformteam um eine Vorgabe bitten.',
  'Ask the platform team whether class {{0}} exists and has room.':
    'Beim Plattformteam klären, ob es die Klasse {{0}} gibt und ob sie Platz hat.',
};
