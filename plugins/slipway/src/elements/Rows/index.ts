export { Row, Rows } from './Rows';
