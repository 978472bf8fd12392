import type { LoaderFunctionArgs } from "@remix-run/node";

/** Whether a balancer may send traffic here: database reachable and migrated, process not closing. */
export async function loader({ context }: LoaderFunctionArgs) {
	const readiness = await context.readiness();
	return Response.json(readiness, { status: readiness.ready ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
