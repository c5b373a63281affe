// The script of the graph's page: draws what the extension sends as SVG, and tells it what was chosen. All text goes in as
// text, never as markup.
import {clip, layOut, type Box, type Line} from './graph_layout.js';
import type {Shown} from './pipeline_model.js';
import type {Pipeline} from './protocol.js';

interface FromExtension {
  readonly pipeline: Pipeline | null;
  readonly shown: Shown;
  readonly mode: string | null;
}

declare function acquireVsCodeApi(): {postMessage(message: unknown): void};
const host = acquireVsCodeApi();
const graph = document.getElementById('graph') as HTMLElement;
const note = document.getElementById('note') as HTMLElement;
const header = document.querySelector('header') as HTMLElement;
const modes = document.getElementById('mode') as HTMLSelectElement;

const noGraph: Record<Exclude<Shown, 'shown'>, string> = {
  none: 'Open a command file to see its graph here.',
  starting: 'Baton is starting…',
  stopped: 'The Baton server is not running.',
  tooOld: 'This Baton is too old for the graph. Install a newer one, or let the extension use the one it came with.',
  failed: 'The pipeline of this file could not be read. The log says why.',
  other: 'This file is no command: there is nothing to draw.',
  empty: 'This command has no phases and no tasks yet.',
};

function element<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number> = {}, ...inside: Node[]): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...inside);
  return made;
}

function text(words: string, x: number, y: number, classes: string, anchor = 'middle'): SVGElement {
  return element('text', {x, y, class: classes, 'text-anchor': anchor}, document.createTextNode(words));
}

function drawBox(box: Box): SVGElement {
  const rect = element('rect', {x: box.x, y: box.y, width: box.width, height: box.height, rx: box.kind === 'gate' ? 16 : 6});
  const middle = box.x + box.width / 2;
  const words =
    box.kind === 'phase'
      ? [text(box.title, box.x + 12, box.y + 18, 'title', 'start')]
      : box.subtitle === ''
        ? [text(box.title, middle, box.y + 22, '')]
        : [text(box.title, middle, box.y + 20, ''), text(box.subtitle, middle, box.y + 37, 'small')];
  const drawn = element('g', {class: box.classes, 'data-id': box.id}, rect, ...words);
  if (box.kind !== 'missing') {
    drawn.setAttribute('role', 'button');
    drawn.setAttribute('tabindex', '0');
    drawn.setAttribute('aria-label', [box.title, box.subtitle].filter((word) => word !== '').join(', '));
  }
  return drawn;
}

function drawLine({edge, points}: Line): SVGElement {
  const [first, ...rest] = points;
  if (first === undefined) return element('g');
  const path = `M${first.x} ${first.y}${rest.map(({x, y}) => `L${x} ${y}`).join('')}`;
  const fault = edge.state !== 'available';
  const classes = `edge${edge.conditional ? ' conditional' : ''}${fault ? ' fault' : ''}`;
  const drawn = element('path', {d: path, class: classes, 'marker-end': `url(#${fault ? 'fault' : 'head'})`});
  const about = fault ? edge.state.replaceAll('-', ' ') : edge.conditional ? edge.modes.join(', ') : '';
  if (about !== '') drawn.append(element('title', {}, document.createTextNode(about)));
  return drawn;
}

function marker(id: string): SVGElement {
  const head = element('path', {d: 'M0 0L8 4L0 8z', class: `head ${id}`});
  return element('marker', {id, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto'}, head);
}

function draw(pipeline: Pipeline): void {
  const layout = layOut(pipeline);
  const size = {width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`};
  const phases = layout.boxes.filter(({kind}) => kind === 'phase').map(drawBox);
  const others = layout.boxes.filter(({kind}) => kind !== 'phase').map(drawBox);
  const defs = element('defs', {}, marker('head'), marker('fault'));
  const focused = document.activeElement?.getAttribute('data-id');
  graph.replaceChildren(element('svg', size, defs, ...phases, ...layout.lines.map(drawLine), ...others));
  if (focused != null) graph.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function offerModes(pipeline: Pipeline | null, mode: string | null): void {
  const names = pipeline?.modes.map(({name}) => name) ?? [];
  header.hidden = names.length === 0 && (pipeline?.complete ?? true);
  modes.replaceChildren(new Option('all modes', ''), ...names.map((name) => new Option(clip(name), name)));
  modes.value = mode ?? '';
  note.textContent = pipeline?.complete === false ? 'This file asks for more than can be drawn; some of it is left out.' : '';
}

window.addEventListener('message', ({data}: MessageEvent<FromExtension>) => {
  offerModes(data.pipeline, data.mode);
  if (data.pipeline !== null && data.shown === 'shown') return draw(data.pipeline);
  const words = document.createElement('p');
  words.textContent = data.shown === 'shown' ? '' : noGraph[data.shown];
  graph.replaceChildren(words);
});

function choose(target: EventTarget | null): void {
  const id = target instanceof Element ? target.closest('[role=button]')?.getAttribute('data-id') : undefined;
  if (id != null) host.postMessage({kind: 'reveal', id});
}

graph.addEventListener('click', (event) => choose(event.target));
graph.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  choose(event.target);
});
modes.addEventListener('change', () => host.postMessage({kind: 'mode', mode: modes.value === '' ? null : modes.value}));
host.postMessage({kind: 'ready'});
