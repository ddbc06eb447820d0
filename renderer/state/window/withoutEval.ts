import { config } from 'zod';

/*
 * Has to be the first import of the page. zod would look whether it may compile code from text, by trying; the page's policy forbids it,
 * and the attempt stands in the console as a violation.
 */
config({ jitless: true });
