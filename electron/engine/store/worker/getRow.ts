/** Returns the first row of a query, or undefined; the statement is prepared once. */
export type GetRow = (sql: string, ...values: number[]) => Record<string, unknown> | undefined;
