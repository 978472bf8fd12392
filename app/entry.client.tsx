import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { DEFAULT_LANG, isLang } from "~/i18n/lang.ts";
import { loadTexts } from "~/i18n/texts.client.ts";
import { RequestMarkProvider } from "~/ui/request-mark.ts";

/** Runs on pages that asked for script only: console and portal. */
async function hydrate(): Promise<void> {
	const { lang, dataset } = document.documentElement;
	const texts = await loadTexts(isLang(lang) ? lang : DEFAULT_LANG);
	const mark = { requestId: dataset.request ?? "", nonce: undefined };
	startTransition(() => {
		hydrateRoot(
			document,
			<StrictMode>
				<RequestMarkProvider value={mark}>
					<I18nextProvider i18n={texts}>
						<RemixBrowser />
					</I18nextProvider>
				</RequestMarkProvider>
			</StrictMode>,
		);
	});
}

void hydrate();
