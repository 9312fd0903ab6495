import {
  createBaseThemeOptions,
  createUnifiedTheme,
  genPageTheme,
  palettes,
  shapes,
} from '@backstage/theme';

// For the pages that are still Material UI: the same colours as tokens.css, as values, because
// Material UI computes with them and cannot take a custom property.
const font = "system-ui, -apple-system, 'Segoe UI', Inter, Roboto, sans-serif";

function pageThemes(ground: string, ink: string) {
  const page = genPageTheme({
    colors: [ground, ground],
    shape: shapes.round,
    options: { fontColor: ink },
  });
  return Object.fromEntries(
    [
      'home',
      'documentation',
      'tool',
      'service',
      'website',
      'library',
      'other',
      'app',
      'apis',
      'card',
    ].map(id => [
      id,
      { ...page, backgroundImage: 'none', backgroundColor: ground },
    ]),
  );
}

export const lightTheme = createUnifiedTheme({
  ...createBaseThemeOptions({
    palette: {
      ...palettes.light,
      primary: { main: '#1f5493' },
      background: { default: '#f4f5f6', paper: '#ffffff' },
      navigation: {
        ...palettes.light.navigation,
        background: '#fbfbfc',
        color: '#575d66',
        selectedColor: '#16191d',
        indicator: '#1f5493',
        navItem: { hoverBackground: '#eceef0' },
        submenu: { background: '#ffffff' },
      },
      link: '#1f5493',
      linkHover: '#163a66',
    },
  }),
  fontFamily: font,
  defaultPageTheme: 'home',
  pageTheme: pageThemes('#f4f5f6', '#16191d'),
});

export const darkTheme = createUnifiedTheme({
  ...createBaseThemeOptions({
    palette: {
      ...palettes.dark,
      primary: { main: '#9cc9ff' },
      background: { default: '#121316', paper: '#1a1c1f' },
      navigation: {
        ...palettes.dark.navigation,
        background: '#17191c',
        color: '#959ba4',
        selectedColor: '#f0f1f3',
        indicator: '#9cc9ff',
        navItem: { hoverBackground: '#2b2e33' },
        submenu: { background: '#1a1c1f' },
      },
      link: '#9cc9ff',
      linkHover: '#83b9fd',
    },
  }),
  fontFamily: font,
  defaultPageTheme: 'home',
  pageTheme: pageThemes('#121316', '#f0f1f3'),
});
