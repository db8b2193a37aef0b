// Photographs are made smaller before they wait for a slow network: 1,600 pixels of the longer side are enough to read
// a sign or a road. Place and time of the photograph are lost with its header, so those with them are left as they are.
import type { NewPhoto } from './store/photos';

const longerSide = 1_600;
const quality = 0.8;
const smallEnoughBytes = 300_000;

interface Connection {
  readonly effectiveType?: string;
  readonly saveData?: boolean;
}

export function isSlowNetwork(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  return connection?.saveData === true || /2g|3g/.test(connection?.effectiveType ?? '');
}

export async function shrinkPhoto(photo: NewPhoto): Promise<NewPhoto> {
  if (!/^image\/(jpeg|png|webp)$/.test(photo.mediaType) || photo.data.length <= smallEnoughBytes) return photo;
  try {
    const picture = await createImageBitmap(new Blob([photo.data], { type: photo.mediaType }));
    const scale = Math.min(1, longerSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise<Blob | null>((told) => canvas.toBlob(told, 'image/jpeg', quality));
    if (!small || small.size >= photo.data.length) return photo;
    return {
      ...photo,
      fileName: photo.fileName.replace(/\.\w+$/, '') + '.jpg',
      mediaType: 'image/jpeg',
      data: new Uint8Array(await small.arrayBuffer()),
    };
  } catch {
    return photo; // a picture this browser cannot draw is sent as it is
  }
}
