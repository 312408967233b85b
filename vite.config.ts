import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { litertRuntime } from './scripts/litert/plugin.ts';
import { mnistChunks } from './scripts/mnist/plugin.ts';

/**
 * The built app's content security policy. WebAssembly kernels need 'wasm-unsafe-eval'; React sets style attributes and React Aria
 * adds a style element, hence 'unsafe-inline' for styles only; images are drawn from blobs on export. Anyone may embed the page.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' data: blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Cross-origin isolation: shared memory, so that the kernels may use threads. The last one lets an isolated page embed this one. */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

export default defineConfig({
  base: './',
  plugins: [
    react(),
    mnistChunks(import.meta.dirname),
    litertRuntime(import.meta.dirname),
    VitePWA({
      // A new version waits until every tab is closed, so a tab never mixes chunks of two versions.
      registerType: 'prompt',
      injectRegister: 'script-defer',
      manifest: false,
      workbox: {
        // MNIST's chunks too: 11 MB fetched by the service worker after the page has loaded, so that training works without a network.
        globPatterns: ['**/*.{js,css,html,svg,png,json,wasm,webmanifest,woff2}', 'mnist/*.bin'],
        // Loaded when asked for, and kept from then on.
        globIgnores: ['litert/**'],
        runtimeCaching: [{ urlPattern: /\/litert\/[^/]+$/, handler: 'CacheFirst', options: { cacheName: 'litert' } }],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        clientsClaim: true,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  // Workers alone import them: found late, the development server would load the page anew in the middle of a run.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  preview: { headers: { ...ISOLATION_HEADERS, 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
  // The size that counts is the first load, which scripts/budget.js asserts.
  build: { target: 'es2023', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
});
