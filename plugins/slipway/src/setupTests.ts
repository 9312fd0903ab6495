import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine takes its time to load what is loaded on demand; what never comes fails all the same.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
