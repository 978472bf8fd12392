import type consoleTexts from "./ja/console.json";
import type documentTexts from "./ja/document.json";
import type errorTexts from "./ja/errors.json";
import type mailTexts from "./ja/mail.json";
import type publicTexts from "./ja/public.json";

declare module "i18next" {
	interface CustomTypeOptions {
		defaultNS: "public";
		returnNull: false;
		resources: {
			public: typeof publicTexts;
			console: typeof consoleTexts;
			mail: typeof mailTexts;
			errors: typeof errorTexts;
			document: typeof documentTexts;
		};
	}
}
