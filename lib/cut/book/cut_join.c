#include "cut/book/cut_join.h"

#include <string.h>

#include "text/words.h"

struct option {
	const char *name;
	bool value;
};

static const struct option options[] = {
	{ "-g", false },
	{ "--aggregate", false },
	{ "--tolerance", true },
	{ "--tolerance-total", true },
	{ "--date-window", true },
	{ "--sum-of", true },
	{ "--sum-of-steps", true },
	{ "--unique", true },
	{ "--compare", true },
	{ "--threads", true },
	{ "--memory", true },
	{ "--temp", true },
};

static const struct option *
find(struct span name)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (span_eq(name, span_str(options[i].name)))
			return &options[i];
	return NULL;
}

/* Goes behind an option and its value. */
static int
take(char ***word, struct err *e)
{
	const char *text = *(*word)++, *equals = strchr(text, '=');
	size_t n = equals ? (size_t)(equals - text) : strlen(text);
	const struct option *o = find((struct span){ text, n });

	if (!o || (equals && !o->value))
		return err_set(e, ST_FAIL,
		    "\"%s\" is no option of how records match; there are -g, "
		    "--aggregate, --tolerance, "
		    "--tolerance-total, --date-window, --sum-of, "
		    "--sum-of-steps, --unique, --compare, --threads, --memory, "
		    "--temp",
		    excerpt(span_str(text)).s);
	if (!o->value || equals)
		return 0;
	if (!**word)
		return err_set(e, ST_FAIL, "%s: it has no value", text);
	(*word)++;
	return 0;
}

int
cut_join_check(struct span text, struct err *e)
{
	struct words w = { 0 };
	int r = words_split(&w, text, e);
	char **word = w.argv;

	while (r == 0 && *word)
		r = take(&word, e);
	words_free(&w);
	return r;
}
