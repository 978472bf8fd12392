import { redirect } from "@remix-run/node";
import { PROBLEM_TYPE, type Problem, problemBody } from "./problem.ts";

/** After a successful POST: the next page is fetched by GET, and a reload sends nothing twice. */
export function seeOther(url: string, headers?: HeadersInit): Response {
	return redirect(url, { status: 303, headers });
}

/** An error for programs, as RFC 9457 problem details. */
export function problem(of: Problem, headers: Record<string, string> = {}): Response {
	return new Response(JSON.stringify(problemBody(of)), {
		status: of.status,
		headers: { "Content-Type": PROBLEM_TYPE, "Cache-Control": "no-store", ...headers },
	});
}
