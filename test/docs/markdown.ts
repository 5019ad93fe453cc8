import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true });

/** A page of the repository, read for checks. Paths are relative to the top of the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
  /** Anchors of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
  /** Addresses of its links and pictures. */
  readonly links: readonly string[];
}

export function readPage(path: string): Page {
  const text = readFileSync(path, 'utf8');
  const tokens = parser.parse(text, {});
  const anchors = new Set<string>();
  tokens.forEach(({ type }, n) => {
    const heading = tokens[n + 1];
    if (type === 'heading_open' && heading) anchors.add(anchorOf(heading.content));
  });
  const inline = tokens.flatMap((token) => token.children ?? []);
  const links = inline.flatMap((token) => {
    const address = token.attrGet('href') ?? token.attrGet('src');
    return address === null ? [] : [String(address)];
  });
  return { path, text, anchors, links };
}

/** GitHub's rule: lower case, without marks but `-` and `_`, blanks become `-`. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** Every Markdown file that belongs to the repository, in these folders and below. */
export function pagesIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== '.', withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => normalize(join(entry.parentPath, entry.name))),
  );
}

/** What is wrong with the links of a page that stay in the repository, in words. */
export function brokenLinks(page: Page): string[] {
  return page.links.flatMap((link) => {
    if (/^[a-z][a-z+.-]*:/i.test(link)) return [];
    const [file = '', anchor] = decodeURIComponent(link).split('#');
    const target = file === '' ? page.path : normalize(join(dirname(page.path), file));
    if (!existsSync(target)) return [`${page.path}: ${link} is not there`];
    if (anchor === undefined || !target.endsWith('.md')) return [];
    const { anchors } = target === page.path ? page : readPage(target);
    return anchors.has(anchor) ? [] : [`${page.path}: ${link} has no such heading`];
  });
}

/** The code block between `<!-- name -->` and `<!-- /name -->`. Throws when there is none. */
export function blockAfter(markdown: string, name: string): string {
  const between = new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`).exec(markdown)?.[1];
  const block = /```\w*\n([\s\S]*?)```/.exec(between ?? '')?.[1];
  if (block === undefined) throw new Error(`no code block between <!-- ${name} --> markers`);
  return block;
}

/** A command that a page asks its reader to try. */
export interface Try {
  readonly command: string;
  /** `runs`: ends with 0. `fails`: ends with 1. `stays`: runs until it is stopped. */
  readonly kind: 'runs' | 'fails' | 'stays';
  /** What it prints, among other things, by the page. */
  readonly shows: readonly string[];
}

/** Shell blocks after `<!-- try -->`, each with the lines of the block after `<!-- shows -->` that follows it. */
export function triesOf(markdown: string): Try[] {
  const marked = /<!-- (try|shows)(?:: (stays|fails))? -->\s+```\w+\n([\s\S]*?)```/g;
  const tries: Try[] = [];
  for (const [, mark, kind, block = ''] of markdown.matchAll(marked)) {
    const last = tries.at(-1);
    if (mark === 'try') {
      const known = kind === 'stays' || kind === 'fails' ? kind : 'runs';
      tries.push({ command: block, kind: known, shows: [] });
    } else if (last) {
      tries[tries.length - 1] = { ...last, shows: block.trim().split('\n') };
    }
  }
  return tries;
}
