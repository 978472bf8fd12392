/** What an API token may be used for, apart from the role that decides which rows it sees. */
export const API_SCOPES = ["hubs:read", "funds:read", "gifts:read", "totals:read"] as const;
export type ApiScope = (typeof API_SCOPES)[number];
