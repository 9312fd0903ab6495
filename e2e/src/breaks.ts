import type { Addresses } from './portal';

/** What somebody wants broken, by the names that the sandbox has for it. */
export interface Wish {
  break: string;
  cluster?: string;
  service?: string;
  environment?: string;
}

export const breakIt = ({ control }: Addresses, wish: Wish) =>
  send(`${control}/breaks`, wish);

export const healIt = ({ control }: Addresses, wish: Wish) =>
  send(`${control}/heals`, wish);

async function send(address: string, wish: Wish): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    body: JSON.stringify(wish),
  });
  if (!response.ok) {
    throw new Error(`${address} answered ${await response.text()}`);
  }
}
