// The server as the store sees it, in memory: observations with bases, idempotency keys, sessions, uploads in pieces.
import { createHash } from 'node:crypto';
import type { Heard, Sent, SessionNow, WireItem, WireProblem } from '../../src/store/wire';

export interface Written {
  observation: string;
  cell: string;
  value: string;
  share: { numerator?: string; denominator?: string };
  base: string; // the observation it replaced
  by: string;
  at: number; // request number
}

interface Upload {
  name: string;
  sha256: string;
  bytes: number;
  data: Uint8Array;
  evidence?: string;
}

export const problem = (status: number, code: string): Heard => ({
  status,
  value: { code, title: code, detail: code, status },
  retryAfterSeconds: null,
});
const ok = (value: unknown): Heard => ({ status: 200, value, retryAfterSeconds: null });

interface SentValue {
  unit_code: string;
  measure: string;
  dimension: string;
  opinion: string;
  as_of: string;
  value?: string;
  numerator?: string;
  denominator?: string;
  base: string;
}

export class ServerModel {
  readonly history: Written[] = [];
  readonly evidence: { name: string; sha256: string; uses: unknown }[] = [];
  readonly cells = new Map<string, Written>();
  readonly sessions = new Map<string, { account: string }>(); // by form token
  requests = 0;
  badMeasures = new Set<string>(); // refused row by row
  forbiddenMeasures = new Set<string>(); // make the whole batch a 403
  refuseWhenAllRefused = true;
  chunkBytesMax = 256 * 1024;
  private readonly answers = new Map<string, { digest: string; heard: Heard }>();
  private readonly uploads = new Map<string, Upload>();

  signIn(account: string): SessionNow {
    const formToken = `token-${this.sessions.size}-${account}`;
    this.sessions.set(formToken, { account });
    return { account, formToken };
  }

  answer(sent: Sent): Heard {
    this.requests += 1;
    const session = this.sessions.get(sent.headers['X-Form-Token'] ?? '');
    if (!session) return problem(401, 'access.not_signed_in');
    const url = new URL(sent.path, 'http://server');
    const key = sent.headers['Idempotency-Key'];
    if (!key) return this.putPiece(url, sent.body as Uint8Array);
    const hash = createHash('sha256').update(`${session.account} ${sent.path} `).update(sent.body ?? '');
    const digest = hash.digest('hex');
    const known = this.answers.get(key);
    if (known) return known.digest === digest ? known.heard : problem(409, 'commands.key_reused');
    const body = JSON.parse(sent.body as string) as Record<string, unknown>;
    const heard = this.act(url.pathname, body, session.account);
    // A refusal wrote nothing and is not remembered.
    if (heard.status < 400) this.answers.set(key, { digest, heard });
    return heard;
  }

  private act(path: string, body: Record<string, unknown>, account: string): Heard {
    if (path === '/api/v1/observations') return this.record(body['observations'] as SentValue[], account);
    if (path === '/api/v1/evidence/uploads') return this.beginUpload(body);
    return this.completeUpload(path, body);
  }

  private record(rows: SentValue[], account: string): Heard {
    if (rows.length > 100) return problem(413, 'http.too_many_fields');
    if (rows.some((row) => this.forbiddenMeasures.has(row.measure))) return problem(403, 'access.not_owner');
    const items = rows.map((row, place) => this.recordOne(row, `/observations/${place}`, account));
    const isNothing = items.every((item) => item.change === 'refused');
    if (isNothing && this.refuseWhenAllRefused) return problem(422, 'observations.file_refused');
    return ok({ event: this.history.length, items });
  }

  private recordOne(row: SentValue, where: string, account: string): WireItem {
    if (this.badMeasures.has(row.measure)) {
      return { where, change: 'refused', problem: { code: 'observations.bad' } satisfies WireProblem };
    }
    const cell = JSON.stringify([row.unit_code, row.measure, row.dimension, row.opinion, row.as_of]);
    const { numerator, denominator } = row;
    const value = row.value ?? `${numerator}/${denominator}`;
    const share = numerator && denominator ? { numerator, denominator } : {};
    const now = this.cells.get(cell);
    if ((now?.observation ?? '') !== row.base) {
      const current = now
        ? { observation: now.observation, value: now.value, ...now.share, by: now.by, recorded_at: '2026-01-01' }
        : null;
      return { where, change: 'conflict', current };
    }
    if (now?.value === value) return { where, change: 'unchanged', observation: now.observation };
    const written: Written = {
      observation: `b-${this.history.length}`, cell, value, share, base: row.base, by: account, at: this.requests,
    };
    this.history.push(written);
    this.cells.set(cell, written);
    return { where, change: now ? 'changed' : 'added', observation: written.observation };
  }

  private beginUpload(body: Record<string, unknown>): Heard {
    const upload = `u${this.uploads.size}`;
    const bytes = Number(body['bytes']);
    const made = { name: String(body['file_name']), sha256: String(body['sha256']), bytes, data: new Uint8Array(0) };
    this.uploads.set(upload, made);
    return ok({ upload, offset: 0, chunk_bytes_max: this.chunkBytesMax });
  }

  forgetUploads(): void {
    this.uploads.clear();
  }

  private putPiece(url: URL, piece: Uint8Array): Heard {
    const upload = this.uploads.get(url.pathname.split('/').at(-1) ?? '');
    if (!upload) return problem(404, 'evidence.upload_unknown');
    const offset = Number(url.searchParams.get('offset'));
    if (offset !== upload.data.length) {
      return { status: 409, value: { code: 'evidence.offset', offset: upload.data.length }, retryAfterSeconds: null };
    }
    const grown = new Uint8Array(offset + piece.length);
    grown.set(upload.data);
    grown.set(piece, offset);
    upload.data = grown;
    return ok({ offset: grown.length });
  }

  private completeUpload(path: string, body: Record<string, unknown>): Heard {
    const upload = this.uploads.get(path.split('/').at(-2) ?? '');
    if (!upload) return problem(404, 'evidence.upload_unknown');
    const digest = createHash('sha256').update(upload.data).digest('hex');
    if (upload.data.length !== upload.bytes || digest !== upload.sha256) {
      upload.data = new Uint8Array(0);
      return problem(422, 'evidence.hash_differs');
    }
    upload.evidence = `e${this.evidence.length}`;
    this.evidence.push({ name: upload.name, sha256: digest, uses: body['uses'] });
    return ok({ evidence: upload.evidence });
  }
}
