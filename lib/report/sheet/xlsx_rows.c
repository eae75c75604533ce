#include "report/sheet/xlsx_rows.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"

#define ROW "<row "

/* What else is in a workbook, and how each ends. */
static const struct {
	const char *name, *end;
} parts[] = {
	{ "[Content_Types].xml", "</Types>" },
	{ "_rels/.rels", "</Relationships>" },
	{ "docProps/app.xml", "</Properties>" },
	{ "docProps/core.xml", "</cp:coreProperties>" },
	{ "xl/_rels/workbook.xml.rels", "</Relationships>" },
	{ "xl/styles.xml", "</styleSheet>" },
	{ "xl/theme/theme1.xml", "</a:theme>" },
	{ "xl/workbook.xml", "</workbook>" },
};

int
xlsx_rows_open(
    struct xlsx_rows *x, const char *path, const char *name, struct err *e)
{
	*x = (struct xlsx_rows){ 0 };
	if (input_open(&x->in, path, e))
		return -1;
	x->is_open = true;
	x->in.name = name;
	x->archive = archive_open(&x->in, e);
	return x->archive ? 0 : -1;
}

/* How often the word, which begins with "<", is in s. */
static uint64_t
count_in(struct span s, struct span word)
{
	uint64_t n = 0;

	while (s.len >= word.len) {
		const char *at = memchr(s.p, '<', s.len - word.len + 1);

		if (!at)
			break;
		s.len -= (size_t)(at + 1 - s.p);
		s.p = at + 1;
		n += !memcmp(at, word.p, word.len);
	}
	return n;
}

/* But for line ends behind it. */
static bool
ends_with(struct span s, struct span end)
{
	while (s.len && s.p[s.len - 1] == '\n')
		s.len--;
	return s.len >= end.len &&
	    !memcmp(s.p + s.len - end.len, end.p, end.len);
}

/* Counts rows to the end of an entry: is it whole, does it end with the word? */
static int
count_rows(struct input *in, struct span end, uint64_t *rows, bool *whole,
    struct err *e)
{
	enum { PIECE = 1 << 18, KEPT = 32 };
	static char bytes[KEPT + PIECE];
	size_t kept = 0;
	int64_t n;

	*rows = 0;
	*whole = false;
	while ((n = input_read(in, bytes + kept, PIECE, e)) > 0) {
		struct span s = { bytes, kept + (size_t)n };

		*rows += count_in(s, SPAN(ROW));
		*whole = ends_with(s, end);
		kept = s.len < KEPT ? s.len : KEPT;
		memmove(bytes, s.p + s.len - kept, kept);
		*rows -= count_in((struct span){ bytes, kept }, SPAN(ROW));
	}
	*rows += count_in((struct span){ bytes, kept }, SPAN(ROW));
	return n < 0 ? -1 : 0;
}

/* Reads a part. ST_FAIL where it is not there, or is not whole. */
static int
read_part(struct xlsx_rows *x, const char *name, const char *end,
    uint64_t *rows, struct err *e)
{
	size_t i = archive_find(x->archive, name);
	struct input in = ARCHIVE_NOWHERE;
	bool whole;
	int r;

	if (i == x->archive->n)
		return err_set(e, ST_FAIL, "%s: no %s was written",
		    x->archive->name, name);
	if (archive_cover(&in, x->archive, i, false, e))
		return -1;
	r = count_rows(&in, span_str(end), rows, &whole, e);
	input_close(&in);
	if (r || whole)
		return r;
	return err_set(e, ST_FAIL, "%s: %s was not written to its end",
	    x->archive->name, name);
}

int
xlsx_rows_parts(struct xlsx_rows *x, struct err *e)
{
	uint64_t rows;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (read_part(x, parts[i].name, parts[i].end, &rows, e))
			return -1;
	return 0;
}

int
xlsx_rows_check(struct xlsx_rows *x, size_t n, uint64_t rows, struct err *e)
{
	char name[64];
	uint64_t found = 0;

	snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", n);
	if (read_part(x, name, "</worksheet>", &found, e))
		return -1;
	if (found == rows)
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: sheet %zu has %" PRIu64 " rows of %" PRIu64
	    ": it could not be written",
	    x->archive->name, n, found, rows);
}

void
xlsx_rows_close(struct xlsx_rows *x)
{
	if (x->archive)
		archive_close(x->archive);
	if (x->is_open)
		input_close(&x->in);
}

int
xlsx_rows_sync(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r = 0;

	if (fd < 0 || fsync(fd))
		r = err_sys(e, ST_FAIL, "%s: write", path);
	if (fd >= 0)
		close(fd);
	return r;
}
