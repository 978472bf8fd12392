import { z } from "zod";
import { env } from "~/platform/env.server";
import { onlyGet } from "./answer.server";
import { ENDPOINTS, type Endpoint } from "./endpoints";
import { problemShape } from "./shapes";

/** The description of the API, made of the schemas its routes answer by. */
export function loader(): Response {
	return Response.json(openApi(), { headers: { "Cache-Control": "public, max-age=300" } });
}

export const action = onlyGet;

function openApi() {
	return {
		openapi: "3.1.0",
		info: {
			title: "Izumi API",
			version: "1",
			description:
				"Money is whole yen in JSON numbers, days are YYYY-MM-DD in Japan, lists go on by cursor, errors are RFC 9457 problem details with an errorId.",
		},
		servers: [{ url: env.APP_URL }],
		security: [{ bearer: [] }],
		paths: Object.fromEntries(
			Object.entries(ENDPOINTS).map(([name, endpoint]) => [endpoint.path, { get: operation(name, endpoint) }]),
		),
		components: {
			securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
			schemas: { Problem: schemaOf(problemShape, "output") },
		},
	};
}

function operation(operationId: string, endpoint: Endpoint) {
	const problems = ["400", "401", "403", "404", "429"].map((status) => [
		status,
		{
			description: "Problem",
			content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
		},
	]);
	return {
		operationId,
		summary: endpoint.summary,
		description: `Needs the scope ${endpoint.scope}.`,
		parameters: [...parametersOf(endpoint.params, "path"), ...parametersOf(endpoint.query, "query")],
		responses: {
			"200": { description: "OK", content: { "application/json": { schema: schemaOf(endpoint.answer, "output") } } },
			...Object.fromEntries(problems),
		},
	};
}

function parametersOf(schema: z.ZodObject, place: "path" | "query") {
	const { properties = {}, required = [] } = schemaOf(schema, "input") as {
		properties?: Record<string, { description?: string }>;
		required?: string[];
	};
	return Object.entries(properties).map(([name, { description, ...rest }]) => ({
		name,
		in: place,
		required: place === "path" || required.includes(name),
		description,
		schema: rest,
	}));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
	return rest;
}
