import { type ApiTrouble, troubleOf } from './api.ts';

/**
 * Sends one file as it is. The browser's older request is used, since only it tells how far the sending is.
 * @param onShare  told 0..1
 * @returns  null when it has arrived, else why not
 */
export function sendFile(file: File, onShare: (share: number) => void): Promise<ApiTrouble | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/uploads/${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => total > 0 && onShare(loaded / total));
    request.addEventListener('load', () => {
      resolve(request.status < 300 ? null : troubleOf(request.status, answered(request.responseText)));
    });
    request.addEventListener('error', () =>
      resolve({
        kind: 'offline',
        code: 'OFFLINE',
        message: 'The connection broke off. Check it, then send the file again.',
      }),
    );
    request.send(file);
  });
}

function answered(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Files of a drop, folders opened: what a coordinator drags is often the unpacked folder of a publisher. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map(filesOf))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}
