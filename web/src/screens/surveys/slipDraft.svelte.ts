// A slip while it is typed. How long that took is measured here, from the first touch; when it was is not kept.
import { say } from '../../words';
import type { Answer, Channel, SlipEntry, SlipRecord } from '../../store/slips';
import { serialAsMade, shownSerial } from './serial';
import type { Question } from './wire';

export class SlipDraft {
  channel = $state<Channel>('paper');
  typed = $state('');
  answers = $state<Record<string, Answer | undefined>>({});
  words = $state<Record<string, string>>({});
  mends = $state<string | undefined>(); // the slip on this device in whose place it will stand
  private openedAt: number | undefined;
  private secondsBefore = 0;

  get serial(): string | undefined {
    return serialAsMade(this.typed);
  }

  get answered(): number {
    return Object.values(this.answers).filter((answer) => answer !== undefined).length;
  }

  touch(): void {
    this.openedAt ??= performance.now();
  }

  // The first question that nobody has touched.
  open(questions: readonly Question[]): Question | undefined {
    return questions.find((one) => this.answers[one.id] === undefined);
  }

  begin(serial: string): void {
    this.clear();
    this.typed = shownSerial(serial);
    this.channel = 'paper';
  }

  mend(slip: SlipRecord): void {
    this.clear();
    this.typed = shownSerial(slip.serial);
    this.channel = slip.channel;
    this.answers = { ...slip.answers };
    this.words = { ...slip.words };
    this.mends = slip.id;
    this.secondsBefore = slip.seconds;
  }

  // The channel stays: slips of one kind lie in one heap.
  clear(): void {
    this.typed = '';
    this.answers = {};
    this.words = {};
    this.mends = undefined;
    this.openedAt = undefined;
    this.secondsBefore = 0;
  }

  entry(round: string, village: string, questions: readonly Question[]): SlipEntry {
    const { serial } = this;
    if (serial === undefined) throw new Error(say('survey.serial_wrong'));
    const answers: Record<string, Answer> = {};
    for (const { id } of questions) answers[id] = this.answers[id] ?? 'no_answer';
    const said = Object.entries(this.words).map(([id, words]) => [id, words.trim()] as const);
    const words = Object.fromEntries(said.filter(([, text]) => text !== ''));
    const milliseconds = this.openedAt === undefined ? 0 : performance.now() - this.openedAt;
    const seconds = this.secondsBefore + Math.max(1, Math.round(milliseconds / 1_000));
    return { round, village, channel: this.channel, serial, answers, words, seconds };
  }
}
