import { createInstance, type i18n, type TFunction } from "i18next";
import enConsole from "./en/console.json";
import enDocument from "./en/document.json";
import enErrors from "./en/errors.json";
import enMail from "./en/mail.json";
import enPublic from "./en/public.json";
import jaConsole from "./ja/console.json";
import jaDocument from "./ja/document.json";
import jaErrors from "./ja/errors.json";
import jaMail from "./ja/mail.json";
import jaPublic from "./ja/public.json";
import type { Lang } from "./lang.ts";
import { NAMESPACES, type Namespace, sharedOptions } from "./options.ts";

const resources = {
	ja: { public: jaPublic, console: jaConsole, mail: jaMail, errors: jaErrors, document: jaDocument },
	en: { public: enPublic, console: enConsole, mail: enMail, errors: enErrors, document: enDocument },
};

function createFor(lang: Lang): i18n {
	const instance = createInstance({ ...sharedOptions, lng: lang, ns: [...NAMESPACES], resources, initAsync: false });
	void instance.init();
	return instance;
}

/** One instance a language, never switched: requests in both languages can render at once. */
const instances: Record<Lang, i18n> = { ja: createFor("ja"), en: createFor("en") };

/** For `I18nextProvider` on the server and in mails. */
export function i18nFor(lang: Lang): i18n {
	return instances[lang];
}

/** Texts outside React: `meta` titles, mails, PDFs, API messages. */
export function getT<N extends Namespace>(lang: Lang, ns: N): TFunction<N> {
	return instances[lang].getFixedT(lang, ns);
}
