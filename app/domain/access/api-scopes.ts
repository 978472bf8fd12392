/** What an API token may be used for, apart from the role that decides which rows it sees. */
export const API_SCOPES = [
	"hubs:read",
	"funds:read",
	"gifts:read",
	"gifts:write",
	"donors:read",
	"applications:read",
	"applications:write",
	"plans:read",
	"plans:write",
	"refunds:read",
	"refunds:write",
	"receipts:read",
	"totals:read",
] as const;
export type ApiScope = (typeof API_SCOPES)[number];
