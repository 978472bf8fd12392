#!/usr/bin/env node
/** npm start: everything, from a fresh clone on. */
import { command } from "./prepare.mjs";
import { serve } from "./serve.mjs";

command(() => serve({ dev: false }));
