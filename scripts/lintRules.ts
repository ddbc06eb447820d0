import type { RuleTester } from 'oxlint/plugins-dev';

/** A rule of ESLint's form, which oxlint runs. */
type Rule = Parameters<RuleTester['run']>[1];

const reason =
  'A signal may live as long as the program and holds every listener until it fires. Use onAbort, untilAborted or orAborted of shared/base, and dispose what onAbort gives when the wait is over.';

/** Listeners of `abort` that are written by hand: with `addEventListener`, Node's `once` and `on`, or `onabort`. */
export const abortListener: Rule = {
  create: (context) => ({
    CallExpression(node) {
      const { callee } = node;
      const called = callee.type === 'MemberExpression' ? callee.property : callee;
      if (called.type !== 'Identifier') return;
      // `signal.addEventListener('abort', …)`, `once(signal, 'abort')`.
      const place = called.name === 'addEventListener' ? 0 : 1;
      if (place === 1 && called.name !== 'once' && called.name !== 'on') return;
      const event = node.arguments[place];
      if (event?.type === 'Literal' && event.value === 'abort') context.report({ node, message: reason });
    },
    AssignmentExpression(node) {
      const { left } = node;
      if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return;
      if (left.property.name === 'onabort') context.report({ node, message: reason });
    },
  }),
};

const pluralReason =
  'Whether it is one or many is told in one way: use formatCounted, countedInWords or plural of shared/base/quantity.ts.';

const manyOf: Readonly<Record<string, string>> = { is: 'are', was: 'were', has: 'have' };

/** A word for one and its plural, chosen by hand: `count === 1 ? 'chunk' : 'chunks'`. */
export const pluralByHand: Rule = {
  create: (context) => ({
    ConditionalExpression(node) {
      const { test, consequent, alternate } = node;
      if (test.type !== 'BinaryExpression' || test.right.type !== 'Literal' || test.right.value !== 1) return;
      if (consequent.type !== 'Literal' || alternate.type !== 'Literal') return;
      const { value: one } = consequent;
      const { value: many } = alternate;
      if (typeof one !== 'string' || typeof many !== 'string') return;
      const plurals = [manyOf[one], `${one}s`, `${one}es`];
      if (plurals.includes(many)) context.report({ node, message: pluralReason });
    },
  }),
};

/** The mistakes of this project that no rule of the linter's own finds: a mistake made twice becomes a rule. */
export default {
  meta: { name: 'wirebench' },
  rules: { 'abort-listener': abortListener, 'plural-by-hand': pluralByHand },
};
