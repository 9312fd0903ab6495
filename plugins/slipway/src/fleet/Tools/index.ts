export { Choice, Facets } from './Choice';
export { Exports } from './Exports';
export { Search } from './Search';
