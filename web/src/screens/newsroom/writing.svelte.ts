// An article while somebody writes it: what was typed over what the server has, kept on this device until it is sent;
// two people who write at once see both texts.
import { call, Refused } from '../../api';
import { desk } from '../../desk';
import { say } from '../../words';
import { figuresOf, openCount } from './figures';
import { Inspector } from './inspector.svelte';
import { normal, sameTexts, textsOf } from './places';
import { ownUnitOf } from './turns';
import { forgetUnsent, keepUnsent, unsentOf } from './unsent';
import { publicStages, type Part, type Texts, type WholeArticle, type Written } from './wire';

const keepMilliseconds = 400;

const codesOf = (article: WholeArticle): string => article.units.map(({ code }) => code).join(', ');

export class Writing {
  base: WholeArticle = $state.raw() as WholeArticle;
  texts: Texts = $state({ title: '', lead: '', body: '' });
  conflict = $state.raw<WholeArticle | undefined>();
  restoredAt = $state('');
  units = $state(''); // codes, as typed in the details
  readonly inspector = new Inspector();
  readonly unit: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly isDirty: boolean = $derived(!sameTexts(this.texts, this.base));
  readonly isPublic: boolean = $derived(publicStages.includes(this.base.stage));
  readonly figures = $derived(
    this.inspector.found && this.inspector.isOf(this.texts)
      ? figuresOf(this.texts, this.inspector.found, this.base.figures)
      : [],
  );
  readonly open: number = $derived(openCount(this.figures));

  constructor(article: WholeArticle) {
    this.base = article;
    this.texts = textsOf(article);
    this.units = codesOf(article);
    this.unit = ownUnitOf(desk.session.get()?.roles ?? []);
  }

  async start(): Promise<void> {
    const unsent = await unsentOf(this.base.id);
    if (unsent && !sameTexts(unsent.texts, this.base)) {
      this.texts = { ...unsent.texts };
      if (unsent.version < this.base.version) this.conflict = this.base;
      else this.restoredAt = unsent.at;
    }
    this.read();
  }

  stop(): void {
    clearTimeout(this.timer);
    void this.keep();
    this.inspector.stop();
  }

  // What the server says now.
  take(article: WholeArticle): void {
    const isTouched = this.isDirty;
    const isTheirs = article.version > this.base.version && !sameTexts(article, this.base);
    if (isTouched && isTheirs) {
      this.conflict = article;
      return;
    }
    // Units that were proposed and taken stand in the field until they are saved.
    if (codesOf(article) !== codesOf(this.base)) this.units = codesOf(article);
    this.base = article;
    if (!isTouched) this.texts = textsOf(article);
    this.read();
  }

  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), keepMilliseconds);
    this.read();
  }

  replace(part: Part, begin: number, end: number, words: string): void {
    const text = this.texts[part];
    this.texts[part] = text.slice(0, begin) + words + text.slice(end);
    this.changed();
  }

  async dropUnsent(): Promise<void> {
    this.texts = textsOf(this.conflict ?? this.base);
    this.base = this.conflict ?? this.base;
    this.conflict = undefined;
    this.restoredAt = '';
    await forgetUnsent(this.base.id);
    this.read();
  }

  // As an order: what is told when it is done. `path`: revision, correction or update.
  async send(path: string, more: object = {}): Promise<string> {
    this.texts = normal(this.texts);
    const sent = { ...this.texts };
    const unit = path === 'revision' && this.unit ? { unit: this.unit } : {};
    const body = { ...sent, ...unit, ...more, expected_version: this.base.version };
    try {
      const written = await desk.post<Written>(`/api/v1/articles/${this.base.id}/${path}`, body);
      this.base = { ...this.base, ...sent, version: written.version, stage: written.stage };
      this.restoredAt = '';
      if (!this.isDirty) await forgetUnsent(this.base.id);
      const saved = say('newsroom.saved', { version: written.version });
      if (!written.fell_back) return saved;
      return `${saved} ${say('newsroom.fell_back', { stage: say(`newsroom.stage.${written.fell_back.to}`) })}`;
    } catch (error) {
      if (error instanceof Refused && error.code === 'news.version_conflict') await this.meet();
      throw error;
    }
  }

  // Mine over theirs, knowingly.
  async keepMine(): Promise<string> {
    if (this.conflict) this.base = this.conflict;
    this.conflict = undefined;
    return this.send('revision');
  }

  private async meet(): Promise<void> {
    await this.keep();
    this.conflict = await call<WholeArticle>(`/api/v1/articles/${this.base.id}`);
  }

  private async keep(): Promise<void> {
    if (!this.isDirty) return forgetUnsent(this.base.id);
    await keepUnsent(this.base.id, { version: this.base.version, texts: { ...this.texts } });
  }

  private read(): void {
    this.inspector.read({ ...this.texts }, this.unit, this.base.date ?? '');
  }
}
