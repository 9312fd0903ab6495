import { Content, Page } from '@backstage/core-components';
import { HomePageMyServices } from '@slipway/plugin-slipway/legacy';

export const HomePage = () => (
  <Page themeId="home">
    <Content>
      <HomePageMyServices />
    </Content>
  </Page>
);
