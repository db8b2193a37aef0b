// The newsroom's own arithmetic of places: what the server counted is marked where it stands in the field, and a button
// writes the Markdown that it says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf, openCount } from '../../src/screens/newsroom/figures';
import { blocksOf, inlineOf, prefixed, wrapped } from '../../src/screens/newsroom/markdown';
import { piecesOf, wholeText } from '../../src/screens/newsroom/places';
import type { FoundFigure, Inspection, SettledFigure } from '../../src/screens/newsroom/wire';

const texts = { title: 'Tin 😀 vui', lead: 'Có 5 xã.', body: 'Thêm 5 xã và 7 thôn, 5 xã nữa.' };

function found(text: string, from: number, claim: string | null = null): FoundFigure {
  const whole = [...wholeText(texts).text];
  const begin = whole.join('').indexOf(text, from);
  const first = [...whole.join('').slice(0, begin)].length;
  const span = [first, first + [...text].length] as const;
  return { text, span, counts: '', unit: 'xã', as_of: null, linked: null, claim, offers: [] };
}

function inspection(figures: readonly FoundFigure[]): Inspection {
  return { place: null, units: [], documents: [], abbreviations: [], dates: [], figures, findings: [] };
}

const settled = (text: string, state: SettledFigure['state']): SettledFigure => ({
  position: null,
  part: 'body',
  text,
  state,
  claim: null,
  source: '',
  source_url: '',
});

test('a place counts characters, a field counts UTF-16 units', () => {
  const whole = wholeText(texts);
  const lead = found('5 xã', 0);
  assert.deepEqual(whole.place(lead.span), { part: 'lead', begin: 3, end: 7 });
  assert.equal(whole.place([0, 20]), undefined, 'what lies over two parts lies in none');
});

test('words are settled wherever they stand, bound ones by their token', () => {
  const all = [found('5 xã', 0), found('5 xã', 16), found('7 thôn', 0), found('5 xã', 35, 'c1')];
  const figures = figuresOf(texts, inspection(all), [settled('5 xã', 'quoted'), settled('7 thôn', 'drafted')]);
  assert.deepEqual(
    figures.map(({ part, state }) => `${part} ${state}`),
    ['lead quoted', 'body quoted', 'body open', 'body bound'],
  );
  assert.equal(openCount(figures), 1);
});

test('what lies behind the field is the same text in pieces', () => {
  const pieces = piecesOf('Có 5 xã.', [{ begin: 3, end: 7, mark: 'open' }]);
  assert.deepEqual(pieces, [
    { text: 'Có ', mark: '' },
    { text: '5 xã', mark: 'open' },
    { text: '.\n', mark: '' },
  ]);
  assert.equal(
    piecesOf('ngắn', [{ begin: 3, end: 9, mark: 'open' }]).length,
    1,
    'a place of an older text is dropped',
  );
});

test('a button marks words, and unmarks them', () => {
  const bold = wrapped('một hai', 4, 7, '**', 'chữ');
  assert.equal(bold.text, '**hai**');
  const back = wrapped('một **hai**', 6, 9, '**', 'chữ');
  assert.deepEqual([back.begin, back.end, back.text], [4, 11, 'hai']);
  const list = prefixed('a\nb', 0, 3, () => '- ');
  assert.equal(list.text, '- a\n- b');
  assert.equal(prefixed('- a\n- b', 0, 7, () => '- ').text, 'a\nb');
});

test('the preview divides text and never makes HTML of it', () => {
  const blocks = blocksOf('## Đầu mục\nlời\n\n- một\n- hai\n\n> nói\n\n![ảnh](image:0190)\n\n<script>x</script>');
  assert.deepEqual(
    blocks.map(({ kind }) => kind),
    ['heading', 'paragraph', 'list', 'quotation', 'image', 'paragraph'],
  );
  assert.deepEqual(inlineOf('có {{claim:0190|5 xã}} **đậm** [nơi](/xa)'), [
    { kind: 'text', text: 'có ' },
    { kind: 'figure', text: '5 xã' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: 'đậm' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'nơi', address: '/xa' },
  ]);
});
