import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadExtract } from '../../../server/import/download/downloadExtract.ts';
import { EXTRACT_NAMES, extractAddress } from '../../../server/import/download/extractAddress.ts';
import { takeFileLock } from '../../../server/store/fileLock.ts';
import { osmFile } from '../support/osmFile.ts';
import { SMALLSHIRE } from '../support/smallshire.ts';

/** An extract as far as its beginning goes, large enough to come in many parts. */
const extractOf = (bytes: number) => Buffer.concat([osmFile(SMALLSHIRE), randomBytes(bytes)]);
const EXTRACT = extractOf(600_000);
const md5 = (content: Buffer) => createHash('md5').update(content).digest('hex');

interface Given {
  content: Buffer;
  etag: string | undefined;
  checksum: string | undefined;
  /** Bytes after which the connection is cut, by request; undefined: not at all. */
  cuts: (number | undefined)[];
  takesRanges: boolean;
  instead: ((response: ServerResponse) => void) | undefined;
  /** The Range of each request for the file, in order. */
  ranges: (string | undefined)[];
  /** Called before each answer. */
  before: () => void;
}

const CHILD = fileURLToPath(new URL('../support/downloadChild.ts', import.meta.url));

let folder: string;
let given: Given;
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-rounds-download-'));
  given = {
    content: EXTRACT,
    etag: '"1"',
    checksum: undefined,
    cuts: [],
    takesRanges: true,
    instead: undefined,
    ranges: [],
    before: () => undefined,
  };
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'])
    vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server like Geofabrik's, with the faults that are asked for. */
const publisher = () => listening(createServer(answer));

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.endsWith('.md5')) {
    response.statusCode = given.checksum === undefined ? 404 : 200;
    response.end(given.checksum === undefined ? 'none' : `${given.checksum}  county.osm.pbf\n`);
    return;
  }
  given.before();
  given.ranges.push(request.headers.range);
  if (given.instead) {
    given.instead(response);
    return;
  }
  const { content, etag, takesRanges } = given;
  const isSame = request.headers['if-range'] === etag;
  const start = takesRanges && isSame ? Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0) : 0;
  if (etag) response.setHeader('etag', etag);
  if (start > 0 && start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  response.setHeader('content-length', content.length - start);
  if (start > 0)
    response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`);
  response.writeHead(start > 0 ? 206 : 200);
  const cut = given.cuts.shift();
  if (cut === undefined) response.end(content.subarray(start));
  else response.write(content.subarray(start, start + cut), () => response.destroy());
}

/** What stands in the folder, but for the empty files that carry locks. */
const there = () => readdirSync(folder).filter((name) => !name.endsWith('.lock'));

const NO_WAITS = { waitsMs: [0, 0, 0] };
const download = async (options: Parameters<typeof downloadExtract>[2] = NO_WAITS) =>
  downloadExtract(new URL(`${await publisher()}/england/county.osm.pbf`), folder, options);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error.code,
  );

describe('a download', () => {
  it('is the whole file under its own name, with nothing beside it', async () => {
    given.checksum = md5(EXTRACT);
    const notes: string[] = [];
    const shares: number[] = [];
    const path = await download({ onNote: (note) => notes.push(note), onProgress: (s) => shares.push(s) });
    expect(path).toBe(join(folder, 'county.osm.pbf'));
    expect(readFileSync(path).equals(EXTRACT)).toBe(true);
    expect(there()).toEqual(['county.osm.pbf']);
    expect(notes).toEqual([]);
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  it('goes on where it broke off, again and again', async () => {
    given.cuts = [100_000, 200_000];
    expect(readFileSync(await download()).equals(EXTRACT)).toBe(true);
    expect(given.ranges).toHaveLength(3);
    const starts = given.ranges.slice(1).map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]));
    expect(starts[0]).toBeGreaterThan(0);
    expect(starts[1]).toBeGreaterThan(starts[0]);
  });

  it('goes on in another run, and keeps what there is until then', async () => {
    given.cuts = [250_000];
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    expect(await codeOf(downloadExtract(address, folder, { waitsMs: [] }))).toBe('DOWNLOAD_BROKEN');
    expect(existsSync(join(folder, 'county.osm.pbf'))).toBe(false);
    const path = await downloadExtract(address, folder, { waitsMs: [] });
    expect(readFileSync(path).equals(EXTRACT)).toBe(true);
    expect(given.ranges[1]).toMatch(/^bytes=[1-9]\d+-$/);
  });

  it('starts over where the server sends no parts', async () => {
    given.cuts = [100_000];
    given.takesRanges = false;
    expect(readFileSync(await download()).equals(EXTRACT)).toBe(true);
    expect(given.ranges).toHaveLength(2);
  });

  it('starts over where the file has changed meanwhile, so that no two files are mixed', async () => {
    const newer = extractOf(500_000);
    given.cuts = [100_000];
    given.before = () => {
      if (given.ranges.length === 1) Object.assign(given, { content: newer, etag: '"2"' });
    };
    expect(readFileSync(await download()).equals(newer)).toBe(true);
  });

  it('starts over where nothing tells whether the file is the same', async () => {
    given.cuts = [100_000];
    given.etag = undefined;
    expect(readFileSync(await download()).equals(EXTRACT)).toBe(true);
    expect(given.ranges).toEqual([undefined, undefined]);
  });

  it('is finished without another byte when all had arrived before the program ended', async () => {
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    writeFileSync(join(folder, 'county.osm.pbf.part'), EXTRACT);
    writeFileSync(
      join(folder, 'county.osm.pbf.part.json'),
      JSON.stringify({ address: address.href, validator: '"1"' }),
    );
    expect(readFileSync(await downloadExtract(address, folder, NO_WAITS)).equals(EXTRACT)).toBe(true);
  });

  it('replaces the file of an earlier day', async () => {
    writeFileSync(join(folder, 'county.osm.pbf'), 'of an earlier day');
    expect(readFileSync(await download()).equals(EXTRACT)).toBe(true);
  });

  it('says so, and goes on, where there is no checksum', async () => {
    const notes: string[] = [];
    await download({ onNote: (note) => notes.push(note) });
    expect(notes).toEqual([expect.stringMatching(/^There is no checksum at http.*county\.osm\.pbf\.md5/)]);
  });

  it('tries again when the server is in trouble', async () => {
    given.before = () => {
      given.instead = given.ranges.length === 0 ? (response) => response.writeHead(503).end() : undefined;
    };
    expect(readFileSync(await download()).equals(EXTRACT)).toBe(true);
  });
});

describe('a download is refused, and leaves nothing that could be taken for an extract,', () => {
  it('when its checksum is another one', async () => {
    given.checksum = md5(Buffer.from('something else'));
    expect(await codeOf(download())).toBe('DOWNLOAD_CHECKSUM');
    expect(there()).toEqual([]);
  });

  it('when there is no such file', async () => {
    given.instead = (response) => response.writeHead(404).end();
    expect(await codeOf(download())).toBe('DOWNLOAD_MISSING');
    expect(there()).toEqual([]);
  });

  it.each([
    ['a web page', 'text/html; charset=utf-8', '<!DOCTYPE html><title>Sign in</title>'],
    ['a web page under another name', 'application/octet-stream', '<!DOCTYPE html><title>Sign in</title>'],
    ['an archive', 'application/zip', 'PK\u0003\u0004 and so on'],
  ])('when it is %s', async (_, type, body) => {
    given.instead = (response) => response.writeHead(200, { 'content-type': type }).end(body);
    expect(await codeOf(download())).toBe('DOWNLOAD_NOT_EXTRACT');
    expect(there()).toEqual([]);
  });

  it('when it breaks off each time', async () => {
    given.cuts = [1000, 1000, 1000, 1000];
    expect(await codeOf(download())).toBe('DOWNLOAD_BROKEN');
    expect(there()).not.toContain('county.osm.pbf');
  });

  it('when nobody answers', async () => {
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    await new Promise((resolve) => servers[0].close(resolve));
    const work = downloadExtract(address, folder, { waitsMs: [0] });
    await expect(work).rejects.toThrow(/could not be downloaded \(ECONNREFUSED\)/);
  });

  it('when it is stopped', async () => {
    const stop = new AbortController();
    const work = download({ signal: stop.signal, onProgress: () => stop.abort() });
    expect(await codeOf(work)).toBe('DOWNLOAD_CANCELLED');
  });

  it('when there is a file where the folder should be', async () => {
    const file = join(folder, 'downloads');
    writeFileSync(file, '');
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    expect(await codeOf(downloadExtract(address, file, NO_WAITS))).toBe('DOWNLOAD_DISK');
  });
});

describe('two downloads of one file', () => {
  it('fetch it once: the second waits, says so, and takes what the first has brought', async () => {
    let goOn = () => {};
    const isWaiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    given.instead = (response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': EXTRACT.length });
      response.write(EXTRACT.subarray(0, 1000));
      void isWaiting.then(() => response.end(EXTRACT.subarray(1000)));
    };
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    const notes: string[] = [];
    const onNote = (note: string) => {
      notes.push(note);
      goOn();
    };
    const first = downloadExtract(address, folder, NO_WAITS);
    await vi.waitFor(() => expect(given.ranges).toHaveLength(1));
    const paths = await Promise.all([first, downloadExtract(address, folder, { ...NO_WAITS, onNote })]);
    expect(new Set(paths)).toEqual(new Set([join(folder, 'county.osm.pbf')]));
    expect(given.ranges).toHaveLength(1);
    expect(notes).toEqual(['Another program is downloading county.osm.pbf already: waiting for it to end.']);
  });

  it('end with the second when the first fails: it goes on with what has arrived', async () => {
    let goOn = () => {};
    const isWaiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    given.before = () => {
      given.instead =
        given.ranges.length > 0
          ? undefined
          : (response) => {
              response.writeHead(200, { etag: '"1"', 'content-length': EXTRACT.length });
              response.write(EXTRACT.subarray(0, 100_000));
              void isWaiting.then(() => response.destroy());
            };
    };
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    const first = codeOf(downloadExtract(address, folder, { waitsMs: [] }));
    await vi.waitFor(() => expect(given.ranges).toHaveLength(1));
    const second = downloadExtract(address, folder, { ...NO_WAITS, onNote: () => goOn() });
    expect(await first).toBe('DOWNLOAD_BROKEN');
    expect(readFileSync(await second).equals(EXTRACT)).toBe(true);
    expect(given.ranges[1]).toMatch(/^bytes=[1-9]\d+-$/);
  });

  it('are given up one by one: the second may stop waiting', async () => {
    const unlock = takeFileLock(join(folder, '.county.osm.pbf.lock'));
    const stop = new AbortController();
    const onNote = () => stop.abort();
    const work = download({ ...NO_WAITS, onNote, signal: stop.signal });
    expect(await codeOf(work)).toBe('DOWNLOAD_CANCELLED');
    unlock?.();
  });
});

describe('a download that ends hard', () => {
  it('by a kill goes on from there, and keeps nobody waiting', async () => {
    given.before = () => {
      given.instead =
        given.ranges.length > 0
          ? undefined
          : (response) => {
              response.writeHead(200, { etag: '"1"', 'content-length': EXTRACT.length });
              response.write(EXTRACT.subarray(0, 300_000));
            };
    };
    const address = new URL(`${await publisher()}/county.osm.pbf`);
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, address.href, folder], {
      stdio: 'ignore',
    });
    const part = join(folder, 'county.osm.pbf.part');
    await vi.waitFor(() => expect(existsSync(part) && statSync(part).size).toBeGreaterThan(0), {
      timeout: 20_000,
    });
    const isOver = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await isOver;
    expect(there()).not.toContain('county.osm.pbf');
    const path = await downloadExtract(address, folder, NO_WAITS);
    expect(readFileSync(path).equals(EXTRACT)).toBe(true);
    expect(given.ranges[1]).toMatch(/^bytes=[1-9]\d+-$/);
    expect(there()).toEqual(['county.osm.pbf']);
  });

  it.runIf(existsSync('/dev/full'))(
    'because the disk is full says so, and leaves no half of an extract',
    async () => {
      symlinkSync('/dev/full', join(folder, 'county.osm.pbf.part'));
      await expect(download()).rejects.toThrow(
        /county\.osm\.pbf cannot be written: the disk is full\. Mend that, or choose another place/,
      );
      expect(there()).not.toContain('county.osm.pbf');
      expect(given.ranges).toHaveLength(1);
      rmSync(join(folder, 'county.osm.pbf.part'));
      expect(readFileSync(await download()).equals(EXTRACT)).toBe(true);
    },
  );
});

describe('a proxy', () => {
  /** Passes on what it is asked for, and notes it. */
  async function proxy(): Promise<{ address: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`GET ${request.url}`);
      answer(Object.assign(request, { url: new URL(request.url ?? '').pathname }), response);
    });
    server.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url}`);
      const [host, port] = (request.url ?? '').split(':');
      const onward = connect(Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      socket.pipe(onward).pipe(socket);
    });
    return { address: await listening(server), asked };
  }

  it('is used when the environment names one', async () => {
    const { address, asked } = await proxy();
    vi.stubEnv('HTTP_PROXY', address);
    const path = await downloadExtract(new URL('http://extracts.invalid/county.osm.pbf'), folder, NO_WAITS);
    expect(readFileSync(path).equals(EXTRACT)).toBe(true);
    expect(asked).toEqual([
      'GET http://extracts.invalid/county.osm.pbf',
      'GET http://extracts.invalid/county.osm.pbf.md5',
    ]);
  });

  it('is asked for a tunnel to what is encrypted', async () => {
    const { address, asked } = await proxy();
    vi.stubEnv('HTTPS_PROXY', address);
    const target = new URL(await publisher());
    const work = downloadExtract(new URL(`https://${target.host}/county.osm.pbf`), folder, { waitsMs: [] });
    expect(await codeOf(work)).toBe('DOWNLOAD_BROKEN');
    expect(asked).toEqual([`CONNECT ${target.host}`]);
  });

  it('is passed by for what NO_PROXY names', async () => {
    const { address, asked } = await proxy();
    vi.stubEnv('HTTP_PROXY', address);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    await download();
    expect(asked).toEqual([]);
  });
});

describe('the address of an extract', () => {
  it('is told for a county’s name, however it is written', () => {
    const cornwall = 'https://download.geofabrik.de/europe/united-kingdom/england/cornwall-latest.osm.pbf';
    expect(extractAddress('cornwall').href).toBe(cornwall);
    expect(extractAddress('Cornwall').href).toBe(cornwall);
    expect(extractAddress('East Yorkshire with Hull').href).toMatch(
      /england\/east-yorkshire-with-hull-latest/,
    );
    expect(extractAddress('Wales').href).toBe(
      'https://download.geofabrik.de/europe/united-kingdom/wales-latest.osm.pbf',
    );
    expect(EXTRACT_NAMES).toHaveLength(50);
  });

  it('may be any address of the web', () => {
    expect(extractAddress('https://example.org/my.osm.pbf?x=1').href).toBe(
      'https://example.org/my.osm.pbf?x=1',
    );
  });

  it.each(['atlantis', '', 'file:///etc/passwd', 'ftp://example.org/a', 'http:', 'https://'])(
    'is refused for "%s"',
    (asked) => {
      expect(() => extractAddress(asked)).toThrow(expect.objectContaining({ code: 'DOWNLOAD_UNKNOWN' }));
    },
  );
});
