// Reads the text in each pause of typing. An answer to a text that has changed since is not shown.
import { call, Refused } from '../../api';
import { normal, sameTexts, wholeText } from './places';
import type { Inspection, Texts } from './wire';

const pauseMilliseconds = 600;

export class Inspector {
  found = $state.raw<Inspection | undefined>();
  of = $state.raw<Texts | undefined>(); // the text that was read
  failure = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  // `unit`: for which the writer writes, '' for the whole; `day`: of the article, '' unknown.
  read(texts: Texts, unit: string, day: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(normal(texts), unit, day), this.of ? pauseMilliseconds : 0);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asked += 1;
  }

  isOf(texts: Texts): boolean {
    return this.of !== undefined && sameTexts(this.of, texts);
  }

  private async ask(texts: Texts, unit: string, day: string): Promise<void> {
    const mine = ++this.asked;
    const body = { text: wholeText(texts).text, ...(unit && { unit }), ...(day && { text_date: day }) };
    try {
      const found = await call<Inspection>('/api/v1/news/inspection', { method: 'POST', body });
      if (mine !== this.asked) return;
      this.found = found;
      this.of = texts;
      this.failure = '';
    } catch (error) {
      if (mine !== this.asked) return;
      this.failure = error instanceof Refused ? error.problem.detail : error instanceof Error ? error.message : '';
    }
  }
}
