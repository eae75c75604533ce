#include "option/option_environment.h"

#include <getopt.h>
#include <stdlib.h>

#include "base/mem.h"
#include "option/option_value.h"
#include "sys/threads.h"

const char option_environment_name[] = "RECON_OPTIONS";

/* Values are looked at here, and used by who has the option. */
struct values {
	unsigned threads;
	size_t memory;
	bool allow_empty;
};

static const struct option_row rows[] = {
	{ "threads", 'j', "N", option_value_number,
	    .at = offsetof(struct values, threads), .least = 1,
	    .most = THREADS_MAX },
	{ "memory", 'S', "SIZE", option_value_memory,
	    .at = offsetof(struct values, memory) },
	{ "allow-empty", 0, NULL, option_value_flag,
	    .at = offsetof(struct values, allow_empty) },
	{ 0 },
};

/* Parts the words in their places, behind one that stands for the name of a
 * program, as getopt_long(3) wants them. */
static int
split(struct buf *words, struct buf *argv)
{
	char *rest = words->p, *word = words->p + words->len - 1;
	int n = 0;

	for (; word; word = strsep(&rest, " \t")) {
		if (n && !*word)
			continue;
		buf_add(argv, (struct span){ (char *)&word, sizeof word });
		n++;
	}
	word = NULL;
	buf_add(argv, (struct span){ (char *)&word, sizeof word });
	return n;
}

static int
refuse_word(const char *word, struct err *e)
{
	return err_set(
	    e, ST_FAIL, "\"%s\" is no option", excerpt(span_str(word)).s);
}

static int
read_words(struct option_environment *o, int argc, char **argv, struct err *e)
{
	struct values unused;

	optind = 0; /* from the start, as glibc and the BSDs have it */
	if (option_argv_read(&o->argv, &unused, argc, argv, e))
		return -1;
	if (o->argv.n)
		return refuse_word(o->argv.operands[0], e);
	return strcmp(argv[argc - 1], "--") ? 0 : refuse_word("--", e);
}

int
option_environment_read(struct option_environment *o, struct err *e)
{
	const char *text = getenv(option_environment_name);
	struct buf argv = { 0 };
	int r, argc;

	*o = (struct option_environment){
		.argv = { .program = option_environment_name,
		    .rows = rows,
		    .hint = "it takes -j N, -S SIZE and --allow-empty" }
	};
	buf_str(&o->words, text ? text : "");
	buf_byte(&o->words, '\0');
	argc = split(&o->words, &argv);
	r = read_words(o, argc, (void *)argv.p, e);
	optind = 0;
	buf_free(&argv);
	if (r == 0)
		return 0;
	option_environment_free(o);
	return err_at(e, option_environment_name, 0);
}

bool
option_environment_has(
    const struct option_environment *o, const char *name, const char **value)
{
	for (int i = 0; option_row_is(&rows[i]); i++) {
		if (strcmp(rows[i].name, name) || !(o->argv.given >> i & 1))
			continue;
		*value = o->argv.values[i];
		return true;
	}
	return false;
}

void
option_environment_free(struct option_environment *o)
{
	buf_free(&o->words);
	*o = (struct option_environment){ 0 };
}
