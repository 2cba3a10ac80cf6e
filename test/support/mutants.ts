/**
 * Small changes of code that a test should notice, found on the syntax tree. Never tried, since no test could notice them:
 * - an `assert` left out, which only ever stops what cannot happen;
 * - in the order `a < b ? -1 : 1`, the equal case and the size of both numbers: names and ids differ, and only the sign is read.
 */

import { type ESTree, parseSync, Visitor } from 'vite';

/** One change of one file. */
export interface Mutant {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Offset of what is replaced, and both texts. */
  readonly start: number;
  readonly from: string;
  readonly to: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every operator with the one that takes its place: off by one, the opposite, the inverse. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['===', '!=='],
  ['!==', '==='],
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['%', '*'],
  ['&&', '||'],
  ['||', '&&'],
  ['??', '&&'],
  ['+=', '-='],
  ['-=', '+='],
]);

const METHODS: ReadonlyMap<string, string> = new Map([
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['some', 'every'],
  ['every', 'some'],
]);

/** Methods that may be left out: what they are called on takes their place. */
const LEFT_OUT: ReadonlySet<string> = new Set(['filter', 'toSorted', 'toReversed']);

/**
 * Every mutant of a file, in the order of the text. Types and imports stay as they are.
 *
 * @param file its path, which says whether the text is TypeScript
 * @throws {Error} when the text does not parse
 */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file} does not parse: ${error.message}`);
  const mutants: Mutant[] = [];
  const untried: Span[] = [];
  new Visitor({
    TSLiteralType: (node) => void untried.push(node),
    ...visitorOf(text, {
      replace: ({ start, end }, to) => {
        const line = text.slice(0, start).split('\n').length;
        mutants.push({ file, line, start, from: text.slice(start, end), to });
      },
      leave: (span) => void untried.push(span),
    }),
  }).visit(program);
  return mutants
    .filter(({ start }) => !untried.some((span) => span.start <= start && start < span.end))
    .toSorted((a, b) => a.start - b.start);
}

export function applyMutant(text: string, { start, from, to }: Mutant): string {
  return text.slice(0, start) + to + text.slice(start + from.length);
}

interface Found {
  readonly replace: (span: Span, to: string) => void;
  /** What starts here stays as it is. */
  readonly leave: (span: Span) => void;
}

function visitorOf(text: string, { replace, leave }: Found): ConstructorParameters<typeof Visitor>[0] {
  const swapOperator = (left: Span, right: Span, operator: string): void => {
    const to = OPERATORS.get(operator);
    const start = text.indexOf(operator, left.end);
    if (to !== undefined && start < right.start) replace({ start, end: start + operator.length }, to);
  };
  const negate = (test: ESTree.Expression): void => {
    const isEquality = test.type === 'BinaryExpression' && test.operator.endsWith('==');
    if (!isEquality && test.type !== 'UnaryExpression') replace(test, `!(${textOf(text, test)})`);
  };
  const isParenthesised = (node: Span): boolean => textOf(text, node).startsWith('(');
  return {
    BinaryExpression: ({ left, right, operator }) => swapOperator(left, right, operator),
    LogicalExpression: ({ left, right, operator }) => swapOperator(left, right, operator),
    AssignmentExpression: ({ left, right, operator }) => swapOperator(left, right, operator),
    IfStatement: ({ test }) => negate(test),
    ConditionalExpression: ({ test, consequent, alternate }) => {
      negate(test);
      const isSign = /^(?:-1 : 1|1 : -1)$/.test(text.slice(consequent.start, alternate.end));
      if (!isSign || test.type !== 'BinaryExpression' || test.right.type === 'Literal') return;
      if (test.operator === '<' || test.operator === '>')
        leave({ start: test.left.end, end: test.right.start });
      for (const { end } of [consequent, alternate]) leave({ start: end - 1, end });
    },
    UnaryExpression: (node) => {
      if (node.operator === '!' || node.operator === '-') replace(node, textOf(text, node.argument));
    },
    Literal: (node) => {
      if (typeof node.value === 'boolean') replace(node, String(!node.value));
      if (typeof node.value === 'number') replace(node, node.value === 0 ? '1' : String(node.value * 2));
    },
    ObjectExpression: ({ properties }) => {
      for (const node of properties)
        if (node.type === 'SpreadElement' && isParenthesised(node.argument)) replace(node, '...{}');
    },
    ArrayExpression: ({ elements }) => {
      for (const node of elements)
        if (node?.type === 'SpreadElement' && isParenthesised(node.argument)) replace(node, '...[]');
    },
    ExpressionStatement: (node) => {
      const isCall = /^(?:await )?(?!assert\()[\w.]+\(/.test(textOf(text, node));
      if (isCall) replace(node, ';');
    },
    CallExpression: ({ callee, end }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const { name } = callee.property;
      const other = METHODS.get(name);
      if (other !== undefined) replace(callee.property, other);
      if (LEFT_OUT.has(name)) replace({ start: callee.object.end, end }, '');
    },
  };
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
