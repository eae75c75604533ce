#include "values_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "io/output.h"
#include "text/tsv.h"

static const char variable[] = "RECON_OUT";
static const char variable_as[] = "RECON_OUT_AS";
static int fd = -1; /* the file, or -1 */

/* The value of a variable; NULL where it is not set or empty. */
static const char *
look_up(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static void
check_name(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_.-";

	if (name[strspn(name, letters)])
		messages_fail("%s: \"%s\" is no name of letters, digits, _, . "
			      "and -",
		    variable_as, excerpt(span_str(name)).s);
}

void
values_file_read(struct program *p)
{
	p->values_name = look_up(variable);
	if (!p->values_name)
		return;
	p->values_as = look_up(variable_as);
	if (!p->values_as)
		p->values_as = p->name;
	check_name(p->values_as);
	if (output_is_stdout(p->values_name))
		messages_fail(
		    "%s: takes a file, standard output has the data", variable);
}

static _Noreturn void
die(const struct program *p)
{
	struct err e;

	err_sys(&e, ST_FAIL, "%s: %s", variable, p->values_name);
	messages_die(&e);
}

void
values_file_begin(struct program *p)
{
	if (!p->values_name)
		return;
	fd = open(p->values_name,
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
	if (fd < 0)
		die(p);
	p->facts.is_undigested = p->rules.facts == NULL;
	p->rules.facts = &p->facts;
}

/* The lines of *counts, NAME<TAB>N and what else, with the name of the program
 * before them and nothing behind N. */
static void
put_values(struct buf *b, const char *as, struct span counts)
{
	while (counts.len) {
		const char *lf = memchr(counts.p, '\n', counts.len);
		struct span line = { counts.p, (size_t)(lf - counts.p) };
		struct span rest = line, name, value;

		if (tsv_next(&rest, &name) && tsv_next(&rest, &value))
			buf_printf(b, "%s.%.*s\t%.*s\n", as, (int)name.len,
			    name.p, (int)value.len, value.p);
		counts.p = lf + 1;
		counts.len -= line.len + 1;
	}
}

/* One write: what several programs append stays whole. */
static void
append(const struct program *p, struct span text)
{
	ssize_t n;

	do
		n = write(fd, text.p, text.len);
	while (n < 0 && errno == EINTR);
	if (n >= 0 && (size_t)n < text.len) {
		errno = ENOSPC; /* as the next write would say */
		n = -1;
	}
	if (n < 0 || close(fd))
		die(p);
}

void
values_file_end(struct program *p, enum status status)
{
	struct buf counts = { 0 }, lines = { 0 };
	struct err e;

	if (fd < 0 || (status != ST_OK && status != ST_DIFFER))
		return;
	if (facts_check(&p->facts, &e) ||
	    facts_format_counts(&p->facts, &counts, &e))
		messages_die(&e);
	put_values(&lines, p->values_as, buf_span(&counts));
	if (lines.len)
		append(p, buf_span(&lines));
	buf_free(&counts);
	buf_free(&lines);
}
