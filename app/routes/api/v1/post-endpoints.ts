import type { z } from "zod";
import type { ApiScope } from "~/domain/access/api-scopes";

export interface PostEndpoint<
	P extends z.ZodObject = z.ZodObject,
	B extends z.ZodType = z.ZodType,
	A extends z.ZodType = z.ZodType,
> {
	path: string;
	summary: string;
	scope: ApiScope;
	/** of the path; a wrong one is a row that does not exist */
	params: P;
	/** what is sent as JSON: a strict object, piped into the schema of the domain where there is one */
	body: B;
	/** 201 when something was made */
	status: 200 | 201;
	answer: A;
}
export const post = <P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(of: PostEndpoint<P, B, A>) => of;

/** Every POST of the API: routes answer by it through `accepts`, and openapi.json is made of it. */
export const POSTS = {} satisfies Record<string, PostEndpoint>;
