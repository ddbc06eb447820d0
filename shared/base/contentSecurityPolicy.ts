/**
 * The Content-Security-Policy of the page, the same on every host. `connect` lists what the page may connect to besides its own origin
 * (`ws://127.0.0.1:4100` when headless), as CSP source expressions.
 *
 * No library relaxes it: renderer/editor/monaco.ts says what Monaco needs and how it gets that. It also forbids `new Function`, so the page
 * sets zod to `jitless` before it makes its schemas; otherwise zod would try, and the browser would report each try.
 */
export function contentSecurityPolicy({ connect }: { readonly connect: readonly string[] }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // The policy that renderer/editor/monacoEnvironment.ts creates.
    'trusted-types wirebench-editor',
  ].join('; ');
}
