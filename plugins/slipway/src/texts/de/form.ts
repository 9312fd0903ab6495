import { flat } from './flat';

/** The fields of forms that make services, in German. */
const form = {
  environments: {
    on: '{{name}} auf {{cluster}}',
    none: 'noch nirgends',
    failed: 'das Portal antwortet nicht; seine eigene Vorgabe bleibt',
    name: 'Umgebung',
    cluster: 'Cluster',
    namespace: 'Namespace',
    own: 'In einem eigenen Namespace',
    shared:
      'In einem Namespace der Plattform, den der Service weder anlegt noch begrenzt',
    choose: 'Dort geteilt',
    version: 'Kubernetes {{version}}',
    remove: '{{name}} entfernen',
    removeShort: 'Entfernen',
    add: 'Umgebung hinzufügen',
    unreachable: '{{cluster}} derzeit nicht lesbar',
    denied: 'das Portal darf {{cluster}} nicht lesen',
  },
  repository: {
    host: 'Git-Host',
    owner: 'Organisation',
    ownerSays: 'Die Organisation oder Gruppe, die das Repository bekommt',
  },
  preview: {
    title: 'Was dabei entsteht',
    loading: 'Wird gerendert',
    files: '{{number, number}} Dateien',
    lastChange: 'die letzte Änderung: {{parts}}',
    noChange: 'die letzte Änderung betraf keine davon',
    did: {
      added: '{{number, number}} neu',
      changed: '{{number, number}} geändert',
      removed: '{{number, number}} entfernt',
    },
    reached: '{{number, number}} geändert',
    standIn: 'Mit Platzhaltern für {{fields}}, bis sie ausgefüllt sind',
    wrong: 'Daraus lässt sich noch nichts erzeugen',
    failed: 'Derzeit keine Vorschau; anlegen geht trotzdem',
    denied: 'Kein Recht, hier Services anzulegen: es fehlt {{permission}}',
    tree: 'Dateien des neuen Repositorys',
    central: 'Im zentralen GitOps-Repository',
    choose: 'Eine Datei auswählen, um sie zu lesen',
    added: 'neu',
    edited: 'geändert',
    truncated: 'Der Rest ist nicht zu sehen',
    asks: 'Voll ausgebaut braucht es',
    pods: '{{number, number}} Pods',
    cpu: '{{amount}} CPU',
    memory: '{{amount}} Arbeitsspeicher',
    storage: '{{amount}} Speicherplatz',
    room: {
      fits: 'passt derzeit: danach {{left}} frei',
      uncounted: 'passt derzeit: keine Quota zählt es',
      short: 'passt nicht: {{shortages}}',
      shortage: '{{left}} frei für {{asked}}',
      noQuota: 'keine Quota begrenzt es',
      denied: 'ob es passt, darf nicht gelesen werden: {{permission}}',
      unreachable: 'ob es passt, ist derzeit nicht lesbar',
    },
    at: 'bei {{place}}',
  },
  serviceName: {
    label: 'Name',
    rule: 'Ein Name hat 3 bis 40 Kleinbuchstaben, Ziffern und Bindestriche, beginnt mit einem Buchstaben und endet mit einem Buchstaben oder einer Ziffer',
    reserved: 'Der Name „{{name}}“ ist der Plattform vorbehalten',
    taken: 'Im Katalog gibt es schon eine Komponente „{{name}}“ von {{owner}}',
    nobody: 'niemandem',
    unasked:
      'Der Katalog gibt derzeit keine Auskunft, ob der Name frei ist. Gleich noch einmal versuchen.',
    tooLong_one:
      '{{kind}} {{name}} wäre ein Zeichen länger als die {{most}}, die ein Cluster annimmt',
    tooLong_other:
      '{{kind}} {{name}} wäre {{count, number}} Zeichen länger als die {{most}}, die ein Cluster annimmt',
    becomes:
      'Benennt das Repository, die Komponente im Katalog und die Namespaces {{name}}-dev, {{name}}-prod, …',
  },
};

export default flat(form) as never;
