import type { Metadata } from 'next';
import Link from 'next/link';
import { Greeting } from '../../src/greetings/Greeting.tsx';

export const metadata: Metadata = { title: 'Greeting' };

interface Props {
  searchParams: Promise<{ name?: string | string[] }>;
}

/** Made for each request, since it reads what the visitor sent. The greeting shows the style; replace it with your own. */
export default async function GreetingPage({ searchParams }: Props) {
  const { name } = await searchParams;
  return (
    <>
      <Greeting name={name} />
      <Link href="/">Greet somebody else</Link>
    </>
  );
}
