import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './scripts/content-security-policy.ts';

export default defineConfig({
  // Relative, so that the build works from any path of any static host.
  base: './',
  plugins: [react(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: {
    // No data: URLs in the page: every asset is a file that the Content-Security-Policy knows by origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
