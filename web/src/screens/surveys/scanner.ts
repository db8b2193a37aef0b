// The code on a slip, read by the browser itself where it can; elsewhere the serial is typed.
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorMaker = new (options: { formats: readonly string[] }) => Detector;

const maker = () => (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;

export const canScan = (): boolean =>
  maker() !== undefined && typeof navigator.mediaDevices?.getUserMedia === 'function';

const lookMilliseconds = 200;

// Shows the camera in `video` and tells every code it sees, until it is stopped.
export async function scan(video: HTMLVideoElement, tell: (code: string) => void): Promise<() => void> {
  const Made = maker();
  if (!Made) throw new Error('BarcodeDetector');
  const detector = new Made({ formats: ['qr_code'] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
  video.srcObject = stream;
  await video.play();
  const look = setInterval(() => {
    detector
      .detect(video)
      .then((codes) => codes.forEach((code) => tell(code.rawValue)))
      .catch(() => undefined);
  }, lookMilliseconds);
  return () => {
    clearInterval(look);
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}
