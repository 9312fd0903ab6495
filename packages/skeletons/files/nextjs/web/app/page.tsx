import Form from 'next/form';
import { LONGEST } from '../src/greetings/greeting.ts';

/** Made once, when the image is built. */
export default function Home() {
  return (
    <>
      <h1>Whom shall we greet?</h1>
      <Form action="/greetings">
        <label htmlFor="name" hidden>
          Name
        </label>
        <input id="name" name="name" required maxLength={LONGEST} placeholder="Ada" />
        <button>Greet</button>
      </Form>
    </>
  );
}
