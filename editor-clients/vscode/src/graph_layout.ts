// Where everything of a graph goes: phases below each other, their tasks inside, gates between. Pure: a pipeline in, places out.
import dagre from '@dagrejs/dagre';
import type {Edge, Pipeline} from './protocol.js';
import {knownKind, missingName, modesOf, phaseName, stateName, taskName} from './words.js';

export interface Box {
  readonly id: string;
  readonly kind: 'phase' | 'task' | 'gate' | 'missing';
  readonly title: string;
  readonly subtitle: string;
  readonly classes: string;
  x: number; // its left upper corner
  y: number;
  width: number;
  height: number;
}

export interface Line {
  readonly edge: Edge;
  readonly points: readonly {x: number; y: number}[];
}

export interface Layout {
  readonly boxes: Box[];
  readonly lines: Line[];
  readonly width: number;
  readonly height: number;
}

const padding = 14;
const headline = 26;
const longest = 42; // characters of a label

export function clip(text: string): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

// A page without a measured font is good enough with this: wide characters count double.
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 14 : 7.6;
  return width;
}

function boxesOf(pipeline: Pipeline): Box[] {
  const box = (id: string, kind: Box['kind'], name: string, about: string, classes = ''): Box => {
    const title = clip(name);
    const subtitle = clip(about);
    const width = Math.max(70, widthOf(title), widthOf(subtitle) * 0.86) + 24;
    return {id, kind, title, subtitle, classes: `${kind} ${classes}`.trim(), x: 0, y: 0, width, height: subtitle === '' ? 34 : 48};
  };
  return [
    ...pipeline.tasks.map((task) => {
      const about = [stateName(task.state), modesOf(task, pipeline)].filter((word) => word !== '').join(' · ');
      return box(task.id, 'task', taskName(task), about, `${knownKind(task.state)} ${task.optional ? 'optional' : ''}`.trim());
    }),
    ...pipeline.gates.map((gate) => box(gate.id, 'gate', `Gate: ${gate.text}`, '')),
    ...pipeline.missing.map((missing) => box(missing.id, 'missing', missingName(missing), missing.reason.replaceAll('-', ' '))),
  ];
}

// Phases run one after the other although no edge may say so: a point between two of them, which nobody sees, holds them apart.
function keepOrder(graph: dagre.graphlib.Graph, pipeline: Pipeline): void {
  const filled = pipeline.phases.filter(({tasks}) => tasks.length > 0);
  filled.forEach((phase, at) => {
    const next = filled[at + 1];
    const gates = phase.gates;
    const barriers = gates.length > 0 ? gates : [`barrier ${at}`];
    if (gates.length === 0 && next === undefined) return;
    if (gates.length === 0) graph.setNode(`barrier ${at}`, {width: 1, height: 1});
    for (const barrier of barriers) {
      for (const task of phase.tasks) graph.setEdge(task, barrier, {weight: 0}, 'order');
      for (const task of next?.tasks ?? []) graph.setEdge(barrier, task, {weight: 0}, 'order');
    }
  });
}

export function layOut(pipeline: Pipeline): Layout {
  const graph = new dagre.graphlib.Graph({multigraph: true});
  graph.setGraph({rankdir: 'TB', nodesep: 34, ranksep: 34, marginx: padding * 2, marginy: headline + padding});
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = new Map(boxesOf(pipeline).map((box) => [box.id, box]));
  for (const {id, width, height} of boxes.values()) graph.setNode(id, {width, height});
  const known = pipeline.edges.filter(({from, to}) => from !== to && boxes.has(from) && boxes.has(to));
  known.forEach(({from, to}, at) => graph.setEdge(from, to, {weight: 2}, String(at)));
  keepOrder(graph, pipeline);
  dagre.layout(graph);
  for (const box of boxes.values()) {
    const {x, y} = graph.node(box.id);
    box.x = x - box.width / 2;
    box.y = y - box.height / 2;
  }
  const lines = known.map((edge, at): Line => ({edge, points: graph.edge(edge.from, edge.to, String(at)).points}));
  const phases = phaseBoxes(pipeline, boxes);
  const all = [...phases, ...boxes.values()];
  return {
    boxes: all,
    lines,
    width: Math.max(0, ...all.map(({x, width}) => x + width)) + padding,
    height: Math.max(0, ...all.map(({y, height}) => y + height)) + padding,
  };
}

// A phase is drawn around its tasks, over the whole width, so that no two of them overlap sideways.
function phaseBoxes(pipeline: Pipeline, boxes: ReadonlyMap<string, Box>): Box[] {
  const right = Math.max(0, ...[...boxes.values()].map(({x, width}) => x + width)) + padding;
  let below = 0; // for phases without tasks
  return pipeline.phases.map((phase) => {
    const title = clip(phaseName(phase));
    const inside = phase.tasks.flatMap((id) => boxes.get(id) ?? []);
    const top = inside.length === 0 ? below : Math.min(...inside.map(({y}) => y)) - headline;
    const bottom = inside.length === 0 ? top + headline : Math.max(...inside.map(({y, height}) => y + height)) + padding;
    below = Math.max(below, bottom);
    const width = Math.max(right, widthOf(title) + 2 * padding);
    return {id: phase.id, kind: 'phase', title, subtitle: '', classes: 'phase', x: padding / 2, y: top, width, height: bottom - top};
  });
}
