import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { langOfRequest } from "~/i18n/lang.ts";
import { i18nFor } from "~/i18n/texts.server.ts";
import { withoutNul } from "~/platform/http/without-nul.ts";
import { log } from "~/platform/log.server.ts";
import { RequestMarkProvider } from "~/ui/request-mark.ts";

/** How long a page may take to render once its data is there. */
const RENDER_LIMIT_MS = 15_000;

/**
 * Renders the whole page before the first byte: public pages may hold no inline script, which streaming would need, and
 * an error found while rendering still gets its own status.
 */
export default function handleRequest(
	request: Request,
	status: number,
	headers: Headers,
	remixContext: EntryContext,
	context: AppLoadContext,
): Promise<Response> {
	const { nonce, requestId } = context;
	const texts = i18nFor(langOfRequest(request));
	let answerStatus = status;
	return new Promise((resolve, reject) => {
		const { pipe, abort } = renderToPipeableStream(
			<RequestMarkProvider value={{ requestId, nonce }}>
				<I18nextProvider i18n={texts}>
					<RemixServer context={remixContext} url={request.url} abortDelay={RENDER_LIMIT_MS} nonce={nonce} />
				</I18nextProvider>
			</RequestMarkProvider>,
			{
				nonce,
				onAllReady() {
					clearTimeout(timer);
					const body = withoutNul();
					headers.set("Content-Type", "text/html; charset=utf-8");
					if (!headers.has("Cache-Control") || answerStatus >= 400) {
						headers.set("Cache-Control", nonce === undefined ? "private, no-cache" : "private, no-store");
					}
					resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answerStatus }));
					pipe(body);
				},
				onShellError: (error) => {
					clearTimeout(timer);
					reject(error);
				},
				onError(error) {
					answerStatus = 500;
					if (!request.signal.aborted) log.error({ err: error, requestId }, "page failed to render");
				},
			},
		);
		const timer = setTimeout(abort, RENDER_LIMIT_MS);
	});
}

/** What goes wrong between routes: no such action, data that cannot be sent. Loaders and actions are guarded before. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
	if (request.signal.aborted) return;
	log.error({ err: error, requestId: context.requestId, method: request.method }, "request failed");
}
