/** How it is reached, and what it is let in with: hosts, certificates, secrets. */
export const access = {
  // exposure
  '{{0}} of {{1}} leads to something that is not there':
    '{{0}} in {{1}} führt zu etwas, das es nicht gibt',
  '{{0}} {{1}}: references not resolved{{2}}.':
    '{{0}} {{1}}: Verweise nicht aufgelöst{{2}}.',
  'Check that the Services which it names exist in {{0}}, under these ports.':
    'Prüfen, ob es die genannten Services in {{0}} mit diesen Ports gibt.',
  '{{0}} cannot be reached at {{1}}: the gateway did not take the route':
    '{{0}} ist unter {{1}} nicht erreichbar: das Gateway hat die Route nicht angenommen',
  '{{0}} {{1}}: not accepted{{2}}.': '{{0}} {{1}}: nicht angenommen{{2}}.',
  "Check expose for {{0}} in slipway.yaml against the gateway's listeners, or ask the platform team.":
    'expose für {{0}} in slipway.yaml mit den Listenern des Gateways vergleichen oder das Plattformteam fragen.',
  '{{0}} cannot be reached at {{1}}: its gateway is not there':
    '{{0}} ist unter {{1}} nicht erreichbar: das Gateway gibt es nicht',
  '{{0}} {{1}} names {{2}}.': '{{0}} {{1}} nennt {{2}}.',
  "Check the gateway in the cluster's profile, or ask the platform team.":
    'Das Gateway im Profil des Clusters prüfen oder das Plattformteam fragen.',
  'listener {{0}} of gateway {{1}}': 'Listener {{0}} des Gateways {{1}}',
  "It is the platform's: tell the platform team.":
    'Sache der Plattform: dem Plattformteam Bescheid geben.',
  '{{0}} may not be reached at {{1}}: the gateway has no certificate that it may show':
    '{{0}} ist unter {{1}} womöglich nicht erreichbar: dem Gateway fehlt ein Zertifikat, das es zeigen darf',
  '{{0}}: references not resolved{{1}}.':
    '{{0}}: Verweise nicht aufgelöst{{1}}.',
  'The gateway is about to serve {{0}} of {{1}}':
    'Das Gateway stellt {{0}} in {{1}} gerade bereit',
  '{{0}}: not programmed{{1}}.': '{{0}}: nicht eingerichtet{{1}}.',
  '{{0}} cannot be reached at {{1}}: the gateway does not serve it':
    '{{0}} ist unter {{1}} nicht erreichbar: das Gateway bedient es nicht',
  "It is shown by gateway {{0}}, and the platform's: tell the platform team.":
    'Das Gateway {{0}} zeigt es, es ist Sache der Plattform: dem Plattformteam Bescheid geben.',
  'pods of {{0}} in {{1}}': 'Pods von {{0}} in {{1}}',
  'pods in {{0}}': 'Pods in {{0}}',
  'Anybody may connect to the {{0}}: no NetworkPolicy limits it':
    'Alle dürfen sich mit den {{0}} verbinden: keine NetworkPolicy schränkt das ein',
  'Anybody may connect to the {{0}}: a NetworkPolicy allows it':
    'Alle dürfen sich mit den {{0}} verbinden: eine NetworkPolicy erlaubt es',
  'Nobody may connect to the {{0}}: NetworkPolicies allow nobody':
    'Niemand darf sich mit den {{0}} verbinden: die NetworkPolicies lassen niemanden zu',
  'Only {{0}} may connect to the {{1}}, as NetworkPolicies have it':
    'Mit den {{1}} dürfen sich laut NetworkPolicies nur verbinden: {{0}}',
  'pods of {{0}}': 'Pods von {{0}}',
  'namespace {{0}}': 'Namespace {{0}}',
  'pods of its own namespace': 'Pods des eigenen Namespaces',
  'some pods of its own namespace': 'einige Pods des eigenen Namespaces',
  'every pod of the cluster': 'alle Pods des Clusters',
  'pods of some namespaces': 'Pods einiger Namespaces',
  'some addresses': 'einige Adressen',
  'Certificate {{0}}: {{1}}.': 'Certificate {{0}}: {{1}}.',
  ready: 'bereit',
  'valid until {{0}}': 'gültig bis {{0}}',
  'from {{0}}': 'von {{0}}',
  'Look at the CertificateRequest and Order of {{0}}; most often the issuer is not there or not ready, or the name does not point to the cluster.':
    'CertificateRequest und Order von {{0}} ansehen; meist fehlt der Issuer oder ist nicht bereit, oder der Name zeigt nicht auf den Cluster.',
  'The certificate of {{0}} in {{1}} ran out {{2}}':
    'Das Zertifikat für {{0}} in {{1}} ist {{2}} abgelaufen',
  'The certificate of {{0}} in {{1}} runs out {{2}} and was not renewed':
    'Das Zertifikat für {{0}} in {{1}} läuft {{2}} ab und wurde nicht erneuert',
  'The certificate of {{0}} in {{1}} is being issued':
    'Das Zertifikat für {{0}} in {{1}} wird ausgestellt',
  'The certificate of {{0}} in {{1}} could not be issued':
    'Das Zertifikat für {{0}} in {{1}} ließ sich nicht ausstellen',
  // secrets
  'Check that {{0}} exists with every key that is asked of it{{1}}.':
    'Prüfen, ob es {{0}} mit jedem verlangten Schlüssel gibt{{1}}.',
  'its path': 'den Pfad',
  ', and that store {{0}} is there and may read it':
    ' und ob der Store {{0}} da ist und ihn lesen darf',
  'Seal {{0}} again for this name and namespace, with the certificate of this cluster, and commit it.':
    '{{0}} für diesen Namen und Namespace mit dem Zertifikat dieses Clusters neu versiegeln und committen.',
  'Check that {{0}} exists in the project, and that the machine identity may read it.':
    'Prüfen, ob es {{0}} im Projekt gibt und ob die Machine Identity ihn lesen darf.',
  'Secret {{0}} of {{1}} is still to be brought':
    'Secret {{0}} in {{1}} steht noch aus',
  '{{0}} {{1}}: no operator has said anything about it yet.':
    '{{0}} {{1}}: noch kein Operator hat sich dazu geäußert.',
  '{{0}} {{1}}: its operator has not looked at what changed in it yet.':
    '{{0}} {{1}}: sein Operator hat sich die Änderung noch nicht angesehen.',
  'Secret {{0}} of {{1}} is no longer brought up to date':
    'Secret {{0}} in {{1}} wird nicht mehr aktualisiert',
  'Secret {{0}} of {{1}} was never brought':
    'Secret {{0}} in {{1}} ist nie angekommen',
  'Secret {{0}} of {{1}} cannot be brought as it is in Git':
    'Secret {{0}} in {{1}} kann nicht so angelegt werden, wie es in Git steht',
  'no key of this cluster opens it': 'kein Schlüssel dieses Clusters öffnet es',
  'a Secret of this name is there that it did not make':
    'es gibt ein Secret dieses Namens, das nicht von ihm stammt',
  'Delete {{0}}, or allow that it is taken over: annotation sealedsecrets.bitnami.com/managed: "true".':
    '{{0}} löschen oder die Übernahme erlauben: Annotation sealedsecrets.bitnami.com/managed: "true".',
  'the Secret is immutable': 'das Secret ist unveränderlich',
  'Delete {{0}}; it is made again then.':
    '{{0}} löschen; es entsteht dann neu.',
  'Secret {{0}} of {{1}} is not there, and its operator is content':
    'Secret {{0}} in {{1}} fehlt, und sein Operator ist zufrieden',
  'deleted with its source': 'mit seiner Quelle gelöscht',
  'Write {{0}} again; {{1}} is made from it then.':
    '{{0}} neu schreiben; daraus entsteht {{1}}.',
  'merges into a Secret that nobody made':
    'ergänzt ein Secret, das niemand angelegt hat',
  'Make {{0}}, or let the operator make it: creationPolicy Owner.':
    '{{0}} anlegen oder vom Operator anlegen lassen: creationPolicy Owner.',
  'found nothing in its store': 'hat in seinem Store nichts gefunden',
  ', taken by {{0}}': ', genutzt von {{0}}',
  // vault
  '{{0}}, which the catalog names, may not be looked at':
    '{{0}}, im Katalog genannt, darf nicht eingesehen werden',
  "Add list on {{0}} and read on what is below it to the policy of the portal's token; it allows no look at the content.":
    'In der Policy des Portal-Tokens list auf {{0}} und read auf alles darunter ergänzen; den Inhalt macht das nicht sichtbar.',
  'Vault has nothing at {{0}}, which the catalog names':
    'unter {{0}}, im Katalog genannt, liegt in Vault nichts',
  "The portal's configuration does not let this entity name it.":
    'Die Konfiguration des Portals erlaubt dieser Entity nicht, ihn zu nennen.',
  'Name a folder that is called as the entity, its system or its owner, or have it added to slipway.sources.vault.folders.':
    'Einen Ordner nennen, der wie die Entity, ihr System oder ihr Owner heißt, oder ihn in slipway.sources.vault.folders aufnehmen lassen.',
  'Write it, or correct vault.io/secrets-path in catalog-info.yaml.':
    'Den Eintrag schreiben oder vault.io/secrets-path in catalog-info.yaml berichtigen.',
  '{{0}} may not be looked at, so nothing is known of {{1}}':
    '{{0}} darf nicht eingesehen werden, daher ist über {{1}} nichts bekannt',
  'Vault refused {{0}}.': 'Vault verweigert {{0}}.',
  "Add read on {{0}} to the policy of the portal's token; it allows no look at the content.":
    'In der Policy des Portal-Tokens read auf {{0}} ergänzen; den Inhalt macht das nicht sichtbar.',
  'Vault has nothing at {{0}}, from where {{1}} comes':
    'unter {{0}} liegt in Vault nichts, {{1}} soll aber von dort kommen',
  'Server {{0}} knows no such path.': 'Server {{0}} kennt diesen Pfad nicht.',
  'Write it, or correct the path in slipway.yaml.':
    'Den Eintrag schreiben oder den Pfad in slipway.yaml berichtigen.',
  'The newest version of {{0}} is destroyed: {{1}} cannot be renewed':
    'Die neueste Version von {{0}} ist zerstört: {{1}} lässt sich nicht erneuern',
  'The newest version of {{0}} is deleted: {{1}} cannot be renewed':
    'Die neueste Version von {{0}} ist gelöscht: {{1}} lässt sich nicht erneuern',
  'Version {{0}}, since {{1}}.': 'Version {{0}}, seit {{1}}.',
  'Version {{0}}.': 'Version {{0}}.',
  'Write a new version of {{0}}.': 'Eine neue Version von {{0}} schreiben.',
  'Write a new version, or undelete it: vault kv undelete -versions={{0}} {{1}}.':
    'Eine neue Version schreiben oder sie zurückholen: vault kv undelete -versions={{0}} {{1}}.',
  '{{0}}, which {{1}} uses, ran out {{2}}':
    '{{0}}, genutzt von {{1}}, ist {{2}} abgelaufen',
  '{{0}}, which {{1}} uses, runs out {{2}}':
    '{{0}}, genutzt von {{1}}, läuft {{2}} ab',
  'Its metadata in Vault says {{0}}.': 'Laut Metadaten in Vault: {{0}}.',
  'Issue it anew where it comes from, and write it to Vault with its new end.':
    'Am Ursprung neu ausstellen und mit dem neuen Ablauf in Vault schreiben.',
  '{{0}} of {{1}} still run with what {{2}} was before version {{3}}':
    '{{0}} in {{1}} laufen noch mit dem Stand von {{2}} vor Version {{3}}',
  '{{0}} of {{1}} still runs with what {{2}} was before version {{3}}':
    '{{0}} in {{1}} läuft noch mit dem Stand von {{2}} vor Version {{3}}',
  'Version {{0}} is of {{1}}; the oldest pod of {{2}} started {{3}}.':
    'Version {{0}} ist vom {{1}}; der älteste Pod von {{2}} läuft seit {{3}}.',
  'Restart {{0}}: the environment of a container is read when it starts.':
    '{{0}} neu starten: ein Container liest seine Umgebungsvariablen nur beim Start.',
};
