export { BackupsList } from './BackupsList';
