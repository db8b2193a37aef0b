// A voice from the microphone, in what this browser records.
export interface Recording {
  stop(): Promise<Blob>;
}

export const canRecord = (): boolean =>
  'MediaRecorder' in globalThis && typeof navigator.mediaDevices?.getUserMedia === 'function';

const wanted = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const speechBitsPerSecond = 24_000;

export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = wanted.find((one) => MediaRecorder.isTypeSupported(one));
  const options = { audioBitsPerSecond: speechBitsPerSecond, ...(mimeType ? { mimeType } : {}) };
  const recorder = new MediaRecorder(stream, options);
  const parts: Blob[] = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise<Blob>((fulfil) => {
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      // Without the name of the codec: the kind of file is what counts.
      fulfil(new Blob(parts, { type: recorder.mimeType.replace(/;.*/, '') }));
    };
  });
  recorder.start();
  return {
    stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      return ended;
    },
  };
}
