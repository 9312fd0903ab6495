import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { startGallery } from './gallery';
import { look, oursIn, shots, themes, violationsOn } from './shots';

// Colours and sizes are known to a browser alone: component tests judge the rest.
describe('Nobody is kept out', () => {
  let browser: Browser;
  let gallery: Awaited<ReturnType<typeof startGallery>>;

  beforeAll(async () => {
    gallery = await startGallery();
    browser = await launchBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await gallery?.stop();
  }, 60_000);

  it.each(
    shots.flatMap(shot =>
      themes.map(theme => [shot.name, theme, shot] as const),
    ),
  )(
    'by %s in the %s theme',
    async (_, theme, shot) => {
      const found = await look(browser, gallery.base, shot, theme, page =>
        violationsOn(page, oursIn(shot)),
      );
      expect(found).toEqual([]);
    },
    60_000,
  );
});
