#include "flow/runs/runner_words.h"

static int
option(struct runner_words *w, const struct world_order *o, size_t *i,
    struct err *e)
{
	const char *word = o->words.argv[*i];

	if (!strcmp(word, "--why")) {
		if (*i + 1 == o->words.n)
			return err_set(e, ST_FAIL, "--why: say why");
		w->why = o->words.argv[++*i];
		return 0;
	}
	if (!strcmp(word, "--and-after") && !strcmp(w->verb, "redo")) {
		w->after = true;
		return 0;
	}
	if (!strcmp(word, "--reset") && !strcmp(w->verb, "class")) {
		w->reset = true;
		return 0;
	}
	return err_set(e, ST_FAIL, "%s: there is no option %s", w->verb,
	    excerpt(span_str(word)).s);
}

int
runner_words_part(
    struct runner_words *w, const struct world_order *o, struct err *e)
{
	w->verb = o->words.argv[0];
	w->n = 0;
	w->after = w->reset = false;
	w->why = NULL;
	for (size_t i = 1; i < o->words.n; i++) {
		const char *word = o->words.argv[i];

		if (word[0] == '-' && word[1] == '-') {
			if (option(w, o, &i, e))
				return -1;
		} else if (w->n == RUNNER_WORDS_MAX) {
			return err_set(e, ST_FAIL, "%s: more than %d words",
			    w->verb, RUNNER_WORDS_MAX);
		} else {
			w->list[w->n++] = word;
		}
	}
	return 0;
}
