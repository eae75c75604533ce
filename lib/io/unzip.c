#include "io/unzip.h"

#include "base/buf.h"
#include "io/archive.h"
#include "text/pattern.h"

enum { SHOWN_MAX = 8 }; /* entries named in a message */

static int
fail(const struct input *in, struct err *e, const char *what)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, in->name, 0);
}

/* "what: a, b, c"; only the first few are named. Always -1. */
static int
fail_names(const struct input *in, const struct archive *d, const char *what,
    struct err *e)
{
	struct buf b = { 0 };

	buf_str(&b, what);
	for (size_t i = 0; i < d->n && i < SHOWN_MAX; i++)
		buf_printf(&b, "%s %s", i ? "," : ":",
		    excerpt(span_str(d->names[i])).s);
	if (d->n > SHOWN_MAX)
		buf_str(&b, ", ...");
	buf_byte(&b, '\0');
	fail(in, e, b.p);
	buf_free(&b);
	return -1;
}

/* The number of the only file that matches, in *found. */
static int
match_entry(const struct input *in, const struct archive *d, struct pattern *p,
    size_t *found, struct err *e)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++) {
		int r = pattern_match(p, span_str(d->names[i]), e);

		if (r < 0)
			return err_at(e, in->name, 0);
		if (r) {
			*found = i;
			n++;
		}
	}
	if (n == 0)
		return fail_names(in, d, "no entry matches, of these", e);
	if (n > 1)
		return fail_names(in, d, "several entries match, of these", e);
	return 0;
}

/* Workbooks of kinds that are not text. */
static const char *
is_workbook(const struct archive *a)
{
	size_t type = archive_find(a, "mimetype");

	if (archive_find(a, "[Content_Types].xml") < a->n)
		return "is a spreadsheet: --format xlsx reads it, or save it "
		       "as CSV";
	if (type < a->n && archive_find(a, "content.xml") < a->n)
		return "is a spreadsheet (OpenDocument): save it as CSV or "
		       ".xlsx";
	return NULL;
}

static int
choose(const struct input *in, const struct archive *a, const char *entry,
    size_t *found, struct err *e)
{
	const char *workbook = is_workbook(a);
	struct pattern p;
	int r;

	if (workbook)
		return fail(in, e, workbook);
	if (a->n == 0)
		return fail(in, e, "is a zip archive without a file");
	if (!entry && a->n > 1)
		return fail_names(in, a,
		    "holds several files, choose one "
		    "with --entry",
		    e);
	*found = 0;
	if (!entry)
		return 0;
	if (pattern_open(&p, span_str(entry), e))
		return -1;
	r = match_entry(in, a, &p, found, e);
	pattern_close(&p);
	return r;
}

int
unzip_cover_of(
    struct input *in, struct archive *a, const char *entry, struct err *e)
{
	size_t found = 0;

	if (choose(in, a, entry, &found, e)) {
		archive_close(a);
		return -1;
	}
	return archive_cover(in, a, found, true, e);
}

int
unzip_cover(struct input *in, const char *entry, struct err *e)
{
	struct archive *a = archive_open(in, e);

	return a ? unzip_cover_of(in, a, entry, e) : -1;
}
