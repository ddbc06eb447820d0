import { config } from 'zod';

/*
 * Must be the first import of the page. zod would test whether it may compile code from text by trying; the page's policy forbids it, and
 * the attempt shows in the console as a violation.
 */
config({ jitless: true });
