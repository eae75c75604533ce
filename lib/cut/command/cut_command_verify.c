#include <sys/stat.h>

#include "cut/command/cut_command.h"
#include "cut/verify/extract.h"
#include "cut/verify/tie.h"
#include "io/output.h"

/* The verdict is on files that are there, and the system writes beside them. */
static int
check_file(const char *option, const char *path, struct err *e)
{
	struct stat st;

	if (!path ||
	    (!output_is_stdout(path) &&
		(stat(path, &st) || S_ISREG(st.st_mode))))
		return 0;
	return err_set(e, ST_FAIL,
	    "extract: %s takes a file that is kept, and %s is none", option,
	    path);
}

static int
check(const struct cut_options *o, struct err *e)
{
	if (!o->left && !o->right)
		return err_set(e, ST_FAIL,
		    "extract: --left or --right says which file the records "
		    "go into");
	if (o->of && o->left && o->right)
		return err_set(
		    e, ST_FAIL, "--of: it goes with --left or with --right");
	return check_file("--left", o->left, e) ||
		check_file("--right", o->right, e)
	    ? -1
	    : 0;
}

/* What a system has of a date that is sealed. */
int
cut_command_extract(
    const struct cut_call *c, enum status *status, struct err *e)
{
	struct extract_wish w = {
		.of = c->options->of,
		.left = c->options->left,
		.right = c->options->right,
		.sorter = c->options->sorter,
		.facts = c->facts,
	};
	struct turn t;
	int r;

	if (check(c->options, e) ||
	    cut_command_open_date(c, c->operands[1], &t, DB_CHANGE, &w.date, e))
		return -1;
	w.system = c->operands[2];
	r = extract_run(&t, &w, status, e);
	turn_close(&t);
	return r;
}

/* The verdict on a date, by the facts of what was compared. */
int
cut_command_tie(const struct cut_call *c, enum status *status, struct err *e)
{
	struct tie_wish w = {
		.facts = c->operands + 2,
		.n = c->n - 2,
	};
	struct turn t;
	int r;

	if (cut_command_open_date(c, c->operands[1], &t, DB_CHANGE, &w.date, e))
		return -1;
	r = tie_run(&t, &w, status, e);
	turn_close(&t);
	return r;
}
