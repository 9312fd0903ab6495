/** How it comes from Git. */
export const delivery = {
  // commits
  'read on its commits': 'Lesen der Commits',
  '{{0}} may not be read, so nobody knows whose change runs':
    '{{0}} darf nicht gelesen werden, daher ist unbekannt, wessen Änderung läuft',
  'It refused {{0}}.': 'Verweigert: {{0}}.',
  "Give the portal's account {{0}}.":
    'Dem Konto des Portals das Recht geben: {{0}}.',
  '{{0}} cannot be found, so nobody knows whose change runs':
    '{{0}} ist nicht zu finden, daher ist unbekannt, wessen Änderung läuft',
  "It does not exist, or the portal's account may not know of it.":
    'Es gibt das Repository nicht, oder das Konto des Portals darf es nicht sehen.',
  "Correct the entity's source location, or let the portal's account read the repository.":
    'Die Source-Location der Entity berichtigen oder dem Konto des Portals Leserecht auf das Repository geben.',
  '{{0}} does not answer, so nobody knows whose change runs':
    '{{0}} antwortet nicht, daher ist unbekannt, wessen Änderung läuft',
  'Its host does, for other repositories.':
    'Der Git-Host antwortet, für andere Repositories.',
  'Open it: it is asked again by itself.':
    'Das Repository öffnen; das Portal fragt von selbst wieder an.',
  '{{0}} of {{1}} runs commit {{2}}, which its repository does not have':
    '{{0}} in {{1}} läuft mit Commit {{2}}, den das Repository nicht hat',
  '{{0}} has no commit {{1}}.': '{{0}} hat keinen Commit {{1}}.',
  'It was built elsewhere, or its history was rewritten: build what runs from this repository.':
    'Anderswo gebaut, oder die Historie wurde umgeschrieben: was läuft, aus diesem Repository bauen.',
  // delivery
  'it cannot read the repository': 'das Repository ist nicht lesbar',
  "Check the engine's credentials for the repository.":
    'Die Zugangsdaten der Engine für das Repository prüfen.',
  'the branch or revision is not there': 'Branch oder Revision fehlt',
  'Check that the branch exists in the repository.':
    'Prüfen, ob es den Branch im Repository gibt.',
  'the folder is not in the repository': 'der Ordner fehlt im Repository',
  'Check that the overlay was pushed, and under which name.':
    'Prüfen, ob und unter welchem Namen das Overlay gepusht wurde.',
  'the overlay cannot be built': 'das Overlay lässt sich nicht bauen',
  'Run kustomize build on the overlay, or slipway validate.':
    'kustomize build auf dem Overlay oder slipway validate ausführen.',
  "the namespace's quota has no room":
    'die Quota des Namespace hat keinen Platz',
  'Compare what the service asks for with the quota of its namespace.':
    'Den Bedarf des Service mit der Quota seines Namespace vergleichen.',
  'the engine may not do it': 'die Engine darf es nicht',
  "Give the engine's account the right, or ask the platform team.":
    'Dem Konto der Engine das Recht geben oder das Plattformteam fragen.',
  'a field that cannot change was changed':
    'ein unveränderliches Feld wurde geändert',
  'Delete the object, or give it another name, and sync again.':
    'Das Objekt löschen oder umbenennen und erneut synchronisieren.',
  'the cluster takes an object for invalid':
    'der Cluster hält ein Objekt für ungültig',
  'Run slipway validate on the repository.':
    'slipway validate auf dem Repository ausführen.',
  'the cluster does not have a kind that is used':
    'dem Cluster fehlt eine verwendete Objektart',
  'Have the operator installed, or correct the cluster profile.':
    'Den Operator installieren lassen oder das Cluster-Profil berichtigen.',
  'the namespace is not there': 'den Namespace gibt es nicht',
  'Have the platform team create the namespace.':
    'Den Namespace vom Plattformteam anlegen lassen.',
  'the target cluster cannot be reached or is not known':
    'der Ziel-Cluster ist nicht erreichbar oder unbekannt',
  'Check the destination in the engine.': 'Das Ziel in der Engine prüfen.',
  'the AppProject does not allow it': 'das AppProject erlaubt es nicht',
  'Have the platform team allow repository and target.':
    'Repository und Ziel vom Plattformteam freigeben lassen.',
  'it waits for something else to be ready':
    'es wartet, bis etwas anderes bereit ist',
  'Look at what it depends on.': 'Ansehen, wovon es abhängt.',
  'it took too long': 'es hat zu lange gedauert',
  'Look at the pods, or sync again.':
    'Die Pods ansehen oder erneut synchronisieren.',
  'what was applied does not become healthy':
    'was angewendet wurde, wird nicht gesund',
  'Look at the deployments of this environment.':
    'Die Deployments dieser Umgebung ansehen.',
  // what Flux fetches
  Git: 'Git',
  'The registry': 'Die Registry',
  'The bucket': 'Der Bucket',
  'The chart repository': 'Das Chart-Repository',
  'The chart': 'Das Chart',
  'its credentials are refused': 'die Zugangsdaten werden abgelehnt',
  'Renew the credentials in the Secret that the source names; a repository that is not there is often refused, too.':
    'Die Zugangsdaten im Secret erneuern, das die Quelle nennt; oft wird auch ein Repository verweigert, das es nicht gibt.',
  'the Secret with its credentials is not there':
    'das Secret mit den Zugangsdaten fehlt',
  'Have the Secret created that the source names, or correct the name.':
    'Das Secret anlegen lassen, das die Quelle nennt, oder den Namen berichtigen.',
  'its host cannot be reached': 'der Host ist nicht erreichbar',
  "Check from the cluster that the host's name resolves and that network and proxy let it through.":
    'Vom Cluster aus prüfen, ob sich der Name des Hosts auflösen lässt und Netz und Proxy ihn durchlassen.',
  'its host is not trusted': 'dem Host wird nicht vertraut',
  "Renew the host's certificate or key, or give the source the one to trust.":
    'Zertifikat oder Schlüssel des Hosts erneuern, oder der Quelle angeben, wem sie vertrauen soll.',
  'it is not there under this address': 'unter dieser Adresse gibt es nichts',
  'Check the address of the source, and that its credentials may see it.':
    'Die Adresse der Quelle prüfen, und ob ihre Zugangsdaten sie sehen dürfen.',
  'Look at how the host is, and at the timeout of the source.':
    'Ansehen, wie es dem Host geht, und den Timeout der Quelle prüfen.',
  'its signature could not be verified': 'die Signatur ließ sich nicht prüfen',
  'Check who signed it, and the keys that the source trusts.':
    'Prüfen, wer signiert hat und welchen Schlüsseln die Quelle vertraut.',
  '{{0}} is no longer read: its source is suspended{{1}}':
    '{{0}} wird nicht mehr gelesen: die Quelle ist ausgesetzt{{1}}',
  '{{0}} has not been read{{1}}{{2}}{{3}}':
    '{{0}} wurde{{1}} nicht gelesen{{2}}{{3}}',
  ' since {{0}}': ' seit {{0}}',
  '; {{0}} stays at {{1}}': '; {{0}} bleibt auf {{1}}',
  '; {{0}} gets nothing': '; {{0}} bekommt nichts',
  ', nothing was ever fetched': ', noch nie etwas geholt',
  ', last fetched {{0}}, new on {{1}}': ', zuletzt geholt {{0}}, neu am {{1}}',
  ', last fetched {{0}}': ', zuletzt geholt {{0}}',
  '{{0}} brings nothing new to {{1}}{{2}}':
    '{{0}} bringt nichts Neues nach {{1}}{{2}}',
  'The last sync of {{0}} failed{{1}}':
    'Der letzte Sync von {{0}} ist fehlgeschlagen{{1}}',
  ': refused {{0}}': ': abgelehnt {{0}}',
  '{{0}} is being brought to {{1}}': '{{0}} wird auf {{1}} gebracht',
  '{{0}} no longer follows Git: its delivery is suspended':
    '{{0}} folgt Git nicht mehr: die Auslieferung ist ausgesetzt',
  'Find out who suspended it and why, and resume {{0}}.':
    'Klären, wer sie ausgesetzt hat und warum, und {{0}} wieder aufnehmen.',
  '{{0}} is about to be brought to {{1}}':
    '{{0}} wird gleich auf {{1}} gebracht',
  '{{0}} differs from Git: somebody changed {{1}} by hand':
    '{{0}} weicht von Git ab: von Hand geändert: {{1}}',
  '{{0}} is behind Git and waits for somebody to sync it':
    '{{0}} liegt hinter Git und wartet auf einen Sync von Hand',
  'Put the change into Git, or sync to undo it.':
    'Die Änderung in Git übernehmen oder per Sync zurücknehmen.',
  'Sync {{0}}.': '{{0}} synchronisieren.',
  '{{0}} does not say whether {{1}} is as Git wants it':
    '{{0}} sagt nicht, ob {{1}} dem Stand in Git entspricht',
  'Look at the conditions of {{0}}.': 'Die Conditions von {{0}} ansehen.',
  'some objects': 'einige Objekte',
  'an object': 'ein Objekt',
  '{{0}} objects': '{{0}} Objekte',
  'the newest commit': 'den neuesten Commit',
};
