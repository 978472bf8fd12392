import { createInstance, type i18n } from "i18next";
import type { Lang } from "./lang.ts";
import { sharedOptions } from "./options.ts";

/** Each language is its own chunk: nobody downloads the other one. Mails are never rendered in a browser. */
const loaders = {
	ja: async () => {
		const [publicTexts, consoleTexts, errors] = await Promise.all([
			import("./ja/public.json"),
			import("./ja/console.json"),
			import("./ja/errors.json"),
		]);
		return { public: publicTexts.default, console: consoleTexts.default, errors: errors.default };
	},
	en: async () => {
		const [publicTexts, consoleTexts, errors] = await Promise.all([
			import("./en/public.json"),
			import("./en/console.json"),
			import("./en/errors.json"),
		]);
		return { public: publicTexts.default, console: consoleTexts.default, errors: errors.default };
	},
};

/** The browser's i18next; pages with script change language by a new document, never in place. */
export async function loadTexts(lang: Lang): Promise<i18n> {
	const texts = await loaders[lang]();
	const instance = createInstance();
	await instance.init({
		...sharedOptions,
		lng: lang,
		ns: ["public", "console", "errors"],
		resources: { [lang]: texts },
		react: { useSuspense: false },
	});
	return instance;
}
