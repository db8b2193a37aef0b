// The staff app, built for addresses below /lam-viec. The server forbids inline script and style: nothing is inlined.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';

const base = '/lam-viec/';
const typedProblems = new Set([
  'number.malformed',
  'observations.denominator_zero',
  'observations.grade_unknown',
  'observations.half_a_share',
  'observations.negative',
  'observations.not_a_share',
  'observations.not_truth',
  'observations.not_whole',
  'observations.numerator_over',
  'observations.percent_differs',
  'observations.percent_over_100',
  'observations.several_faults',
]);

// The manifest names the icons by their hashed addresses, so that all but three files may be kept for ever.
function webManifest(): Plugin {
  const icon = (name: string) => readFileSync(new URL(`./src/icons/${name}`, import.meta.url));
  return {
    name: 'luytre-web-manifest',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: `${base}manifest.webmanifest` }, injectTo: 'head' },
    ],
    generateBundle() {
      const emit = (name: string) => {
        const reference = this.emitFile({ type: 'asset', name, source: icon(name) });
        return base + this.getFileName(reference);
      };
      const manifest = {
        id: '/lam-viec',
        name: 'Lũy Tre – Làm việc',
        short_name: 'Lũy Tre',
        description: 'Nhập số liệu và minh chứng nông thôn mới, cả khi không có mạng',
        lang: 'vi',
        start_url: '/lam-viec',
        scope: '/lam-viec',
        display: 'standalone',
        background_color: '#fbfaf4',
        theme_color: '#1d5b38',
        icons: [
          { src: emit('icon.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: emit('icon-192.png'), sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: emit('icon-512.png'), sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      };
      const source = JSON.stringify(manifest, null, 1) + '\n';
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source });
    },
  };
}

// The words of what is refused while typing: the server's own catalogue, so that both say the same.
function problemTexts(): Plugin {
  const name = 'virtual:problem-texts';
  return {
    name: 'luytre-problem-texts',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const texts: Record<string, { vi: string; en: string }> = {};
      for (const file of ['observations', 'base']) {
        const path = new URL(`../messages/${file}.yaml`, import.meta.url);
        this.addWatchFile(fileURLToPath(path));
        const all = parse(readFileSync(path, 'utf8')) as Record<string, { vi: string; en: string }>;
        for (const [code, text] of Object.entries(all)) {
          if (typedProblems.has(code)) texts[code] = { vi: text.vi, en: text.en };
        }
      }
      return `export const texts = ${JSON.stringify(texts)};`;
    },
  };
}

// What the checks of a survey noticed, in the server's own sentences.
function surveyTexts(): Plugin {
  const name = 'virtual:survey-texts';
  return {
    name: 'luytre-survey-texts',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const path = new URL('../messages/surveys_checks.yaml', import.meta.url);
      this.addWatchFile(fileURLToPath(path));
      const all = parse(readFileSync(path, 'utf8')) as Record<string, { vi: string; en: string }>;
      const prefix = 'surveys.anomaly.';
      const rules = Object.entries(all).filter(([code]) => code.startsWith(prefix));
      const texts = Object.fromEntries(rules.map(([code, { vi, en }]) => [code.slice(prefix.length), { vi, en }]));
      return `export const texts = ${JSON.stringify(texts)};`;
    },
  };
}

export default defineConfig({
  base,
  publicDir: false,
  plugins: [svelte(), webManifest(), problemTexts(), surveyTexts()],
  build: {
    outDir: '../build/web/site',
    emptyOutDir: true,
    assetsDir: 'tep',
    assetsInlineLimit: 0,
    // Android 8 phones with a Chrome that no longer gets updates are in use in communes.
    target: ['chrome100', 'firefox102', 'safari15.4'],
    sourcemap: false,
    manifest: true,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/assets': 'http://127.0.0.1:8080' } },
});
