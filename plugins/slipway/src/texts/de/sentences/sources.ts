/** Why a source could not be read: what the back end knows of failures. */
export const sources = {
  'connection refused': 'Verbindung abgelehnt',
  'connection reset': 'Verbindung abgebrochen',
  'no answer in time': 'keine Antwort in der Zeit',
  'its name cannot be resolved': 'Name nicht auflösbar',
  'no route to it': 'kein Weg dorthin',
  'its certificate is not trusted': 'Zertifikat nicht vertrauenswürdig',
  'the connection broke': 'Verbindung abgebrochen',
  'the Kubernetes back end of this portal does not know it':
    'das Kubernetes-Backend dieses Portals kennt ihn nicht',
  'the answer is not what Kubernetes sends':
    'die Antwort ist nicht von Kubernetes',
  'the source ended with an error, it is begun anew':
    'die Quelle endete mit einem Fehler und wird neu gestartet',
  'this portal reads no clusters': 'dieses Portal liest keine Cluster',
};
