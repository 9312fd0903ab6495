import { greetingOf } from './greeting.ts';

export function Greeting({ name }: { name: string | string[] | undefined }) {
  const greeting = greetingOf(name);
  return 'problem' in greeting ? <p role="alert">{greeting.problem}</p> : <h1>{greeting.message}</h1>;
}
