import { z } from "zod";
import { env } from "~/platform/env.server";
import { onlyGet } from "./answer.server";
import { ENDPOINTS, type Endpoint } from "./endpoints";
import { POSTS, type PostEndpoint } from "./post-endpoints";
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
		paths: paths(),
		components: {
			securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
			schemas: { Problem: schemaOf(problemShape, "output") },
		},
	};
}

function paths() {
	const found: Record<string, Record<string, object>> = {};
	const add = (path: string, method: string, of: object) => {
		found[path] = { ...found[path], [method]: of };
	};
	for (const [name, endpoint] of Object.entries(ENDPOINTS)) add(endpoint.path, "get", operation(name, endpoint));
	const posts: Record<string, PostEndpoint> = POSTS;
	for (const [name, endpoint] of Object.entries(posts)) add(endpoint.path, "post", postOperation(name, endpoint));
	return found;
}

const KEY_PARAMETER = {
	name: "Idempotency-Key",
	in: "header",
	required: true,
	description: "the same request under the same key is done once, and answered alike for 24 hours",
	schema: { type: "string", minLength: 1, maxLength: 255 },
};

function postOperation(operationId: string, endpoint: PostEndpoint) {
	return {
		operationId,
		summary: endpoint.summary,
		description: `Needs the scope ${endpoint.scope}.`,
		parameters: [KEY_PARAMETER, ...parametersOf(endpoint.params, "path")],
		requestBody: { required: true, content: { "application/json": { schema: schemaOf(endpoint.body, "input") } } },
		responses: responses(String(endpoint.status), endpoint.answer, ["400", "401", "403", "404", "409", "422", "429"]),
	};
}

function operation(operationId: string, endpoint: Endpoint) {
	return {
		operationId,
		summary: endpoint.summary,
		description: `Needs the scope ${endpoint.scope}.`,
		parameters: [...parametersOf(endpoint.params, "path"), ...parametersOf(endpoint.query, "query")],
		responses: endpoint.contentType
			? fileResponses(endpoint.contentType)
			: responses("200", endpoint.answer, ["400", "401", "403", "404", "429"]),
	};
}

function fileResponses(contentType: string) {
	return {
		...responses("200", z.string(), ["401", "403", "404", "409", "429"]),
		"200": { description: "OK", content: { [contentType]: { schema: { type: "string", format: "binary" } } } },
	};
}

function responses(good: string, answer: z.ZodType, bad: string[]) {
	const problems = bad.map((status) => [
		status,
		{
			description: "Problem",
			content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
		},
	]);
	return {
		[good]: { description: "OK", content: { "application/json": { schema: schemaOf(answer, "output") } } },
		...Object.fromEntries(problems),
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
