import { KeyObject, generateKeyPairSync, sign } from 'node:crypto';

/** Each value of DER says what it is, how long it is, and then itself. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const said =
    length < 128 ? [length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...said]), value]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const bits = (value: Buffer) => der(0x03, Buffer.from([0]), value);
const number = (value: number) => der(0x02, Buffer.from([value]));
const time = (text: string) => der(0x17, Buffer.from(text));
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes));

/** ecdsa-with-SHA256 */
const ALGORITHM = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const COMMON_NAME = oid(0x55, 0x04, 0x03);
const OTHER_NAMES = oid(0x55, 0x1d, 0x11);

function toBeSigned(name: string, publicKey: KeyObject): Buffer {
  const who = sequence(
    der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))),
  );
  const address = sequence(der(0x87, Buffer.from([127, 0, 0, 1])));
  return sequence(
    der(0xa0, number(2)),
    number(1),
    ALGORITHM,
    who,
    sequence(time('200101000000Z'), time('491231000000Z')),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(OTHER_NAMES, der(0x04, address)))),
  );
}

/** A certificate of its own for 127.0.0.1, PEM, made as no library of this repository makes one. */
export function selfSigned(name: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
  });
  const body = toBeSigned(name, publicKey);
  const signature = sign('sha256', body, privateKey);
  const cert = sequence(body, ALGORITHM, bits(signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert
      .toString('base64')
      .replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
  };
}
