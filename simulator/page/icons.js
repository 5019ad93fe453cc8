const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 20 x 20 grid, drawn with a stroke of 1.5. */
const PATHS = {
  play: 'M6 4.5v11l9.5-5.5z',
  reset: 'M4.5 10a5.5 5.5 0 1 0 1.8-4.1M4.5 3.5v3.3h3.3',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  moon: 'M15.8 12.3A6.5 6.5 0 0 1 7.7 4.2a6.5 6.5 0 1 0 8.1 8.1z',
  send: 'M3.5 3.8l13.5 6.2-13.5 6.2 1.6-6.2zM5.1 10h6.4',
  reply: 'M8 5L3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5v1',
  down: 'M5 7.5l5 5 5-5',
  close: 'M5 5l10 10M15 5L5 15',
  pin: 'M12.2 3.2l4.6 4.6-3.4 1.4-2.6 4.6-4.6-4.6 4.6-2.6zM8 12l-4.5 4.5',
  controls:
    'M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M7.5 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  chat: 'M10 3a7 7 0 0 1 0 14 7 7 0 0 1-3.2-.8L3 17l.9-3.6A7 7 0 0 1 10 3M7 8.5h6M7 11.5h4',
  people:
    'M7.5 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 15.5c0-2.4 1.8-4 4.5-4s4.5 1.6 4.5 4M13 5.2a2.2 2.2 0 0 1 0 4.3M14 11.7c1.9.4 3 1.8 3 3.8',
  pulse: 'M2.5 10.5h3.5l2-5.5 3.5 10.5 2.2-5h3.8',
  copy: 'M7 7V4.5h8.5V13H13M4.5 7H13v8.5H4.5z',
  link: 'M8.5 11.5l3-3M9 6l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L13.5 10.5M11 14l-1.5 1.5A3.2 3.2 0 0 1 5 11l1.5-1.5',
};

/** A picture beside words that say the same; hidden from screen readers. */
export function icon(name, size = 16) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Deskside's mark: a desk bell, white on the brand colour (the colour comes from the style sheet). */
export function mark(size = 28) {
  const svg = icon('play', size);
  svg.setAttribute('class', 'mark');
  svg.firstChild.setAttribute('d', 'M3.5 14.5h13M5 12.5a5 5 0 0 1 10 0M10 7.5V5.5M8.5 5.5h3');
  return svg;
}
