import type { IncomingHttpHeaders } from "node:http";
import type { ApiResponse } from "../api.ts";
import type { World } from "../world.ts";

export interface PageRequest {
	world: World;
	method: string;
	path: string;
	query: URLSearchParams;
	body: string;
	base: string;
	headers: IncomingHttpHeaders;
}

export function answerPage(_request: PageRequest): ApiResponse {
	return { status: 404, headers: { "content-type": "text/plain" }, body: "not found" };
}
