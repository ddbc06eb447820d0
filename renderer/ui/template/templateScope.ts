import { createContext } from 'react';
import type { Scope } from '../../../shared/template/scope.ts';

/** What the references in the fields below it stand for; null where fields take no templates. */
export const TemplateScope = createContext<Scope | null>(null);
