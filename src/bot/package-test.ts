import { z } from 'zod';
import { ConnectorFailure } from '../services/desk/failures.js';
import type { AppCatalogue } from '../services/desk/ports.js';
import { finding, type Finding, type SelfTest } from '../services/desk/self-test.js';

export interface PackageTestParts {
  /** Of the program that runs. */
  readonly version: string;
  /** Of the command lists of the program that runs. */
  readonly commandsDigest: string;
  /** What `npm run package` wrote down; undefined when it didn't run here. */
  readonly record: () => Promise<string | undefined>;
  /** Undefined where the organisation's catalogue isn't known. */
  readonly catalogue?: AppCatalogue | undefined;
}

const packageRecord = z.object({ version: z.string(), commandsDigest: z.string() });

/** Whether the app that people have in Teams belongs to the program that runs. */
export function createPackageTest(parts: PackageTestParts): SelfTest {
  return { check: 'package', watched: false, run: async () => [await testPackage(parts)] };
}

async function testPackage(parts: PackageTestParts): Promise<Finding> {
  const [uploaded, built] = await Promise.all([
    uploadedVersion(parts.catalogue),
    parts.record().then(readRecord),
  ]);
  const params = { running: parts.version, uploaded: uploaded ?? '', built: built?.version ?? '' };
  // What Teams has is what counts; what lies here is only a hint of it.
  if (uploaded !== undefined && uploaded !== parts.version)
    return finding('package', 'package.uploaded-old', params);
  if (built !== undefined && built.version !== parts.version)
    return finding('package', 'package.old', params);
  if (built !== undefined && built.commandsDigest !== parts.commandsDigest)
    return finding('package', 'package.commands', params);
  if (uploaded !== undefined) return finding('package', 'package.uploaded', params);
  return finding('package', built === undefined ? 'package.none' : 'package.fine', params);
}

/** Not permitted, or not now: the catalogue says nothing. */
async function uploadedVersion(catalogue: AppCatalogue | undefined): Promise<string | undefined> {
  try {
    return (await catalogue?.find())?.version;
  } catch (error) {
    if (error instanceof ConnectorFailure) return undefined;
    throw error;
  }
}

function readRecord(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return packageRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
