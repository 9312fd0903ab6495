import { Sidebar, SidebarItem } from '@backstage/core-components';
import { RiAddLine, RiHome4Line, RiShip2Line } from '@remixicon/react';

export const Navigation = () => (
  <Sidebar>
    <SidebarItem icon={() => <RiHome4Line />} to="catalog" text="Catalog" />
    <SidebarItem icon={() => <RiShip2Line />} to="fleet" text="Fleet" />
    <SidebarItem icon={() => <RiAddLine />} to="create" text="Create" />
  </Sidebar>
);
