import { Content, Page } from '@backstage/core-components';
import { CatalogSearchResultListItem } from '@backstage/plugin-catalog';
import { SearchBar, SearchResult } from '@backstage/plugin-search-react';
import { ServiceSearchResultListItem } from '@slipway/plugin-slipway/legacy';

export const Results = () => (
  <Page themeId="home">
    <Content>
      <SearchBar />
      <SearchResult>
        <ServiceSearchResultListItem />
        <CatalogSearchResultListItem />
      </SearchResult>
    </Content>
  </Page>
);
