#include "report/sheet/xlsx.h"

#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/mem.h"
#include "report/sheet/cell_text.h"
#include "report/sheet/quiet.h"
#include "report/sheet/xlsx_rows.h"
#include "sys/file/atomic_file.h"
#include "value/time/date.h"

enum { SECONDS_A_DAY = 86400 };

struct xlsx_sheet {
	struct xlsx *book;    /* borrowed */
	lxw_worksheet *sheet; /* the book's */
	uint32_t rows;        /* written */
	struct xlsx_sheet *next;
};

struct xlsx {
	lxw_workbook *book;
	char *path, *temp, *dir;   /* owned; the file beside, or NULL */
	struct xlsx_sheet *sheets; /* owned, in their order */
	lxw_format *heading, *date;
	lxw_format *amounts[AMOUNT_SCALE_MAX + 1]; /* by decimals, or NULL */
	struct buf text;                           /* owned: of a cell */
	struct quiet quiet;
	bool failed; /* a sheet could not be begun */
};

/* The directory of a path; the caller frees. */
static char *
dir_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_dup(SPAN("."));
	return mem_dup(
	    (struct span){ path, (size_t)(slash - path) + (slash == path) });
}

/* Closed, for the library opens it by its name. */
static int
make_temp(struct xlsx *x, struct err *e)
{
	struct stat old;
	bool there = stat(x->path, &old) == 0;
	int fd = atomic_file_open(x->path, there ? &old : NULL, &x->temp, e);

	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

struct xlsx *
xlsx_open(const char *path, int32_t day, struct err *e)
{
	struct xlsx *x = mem_zeroed(1, sizeof *x);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	/* not now: the same results make the same bytes */
	lxw_doc_properties made = { .created = (time_t)day * SECONDS_A_DAY };

	x->quiet = QUIET_NONE;
	x->path = mem_dup(span_str(path));
	x->dir = dir_of(path);
	if (quiet_open(&x->quiet, e) || make_temp(x, e)) {
		xlsx_abandon(x);
		return NULL;
	}
	options.tmpdir = x->dir;
	x->book = workbook_new_opt(x->temp, &options);
	if (made.created < 1)
		made.created = 1; /* 0 would be now */
	workbook_set_properties(x->book, &made);
	x->heading = workbook_add_format(x->book);
	format_set_bold(x->heading);
	x->date = workbook_add_format(x->book);
	format_set_num_format(x->date, "yyyy-mm-dd");
	return x;
}

struct xlsx_sheet *
xlsx_add(struct xlsx *x, const char *name)
{
	struct xlsx_sheet **at = &x->sheets;

	while (*at)
		at = &(*at)->next;
	*at = mem_zeroed(1, sizeof **at);
	(*at)->book = x;
	quiet_begin(&x->quiet);
	(*at)->sheet = workbook_add_worksheet(x->book, name);
	quiet_end(&x->quiet);
	if ((*at)->sheet)
		worksheet_freeze_panes((*at)->sheet, 1, 0);
	else
		x->failed = true;
	return *at;
}

void
xlsx_heading(
    struct xlsx_sheet *s, unsigned column, struct span text, unsigned n)
{
	bool cut;

	if (!s->sheet)
		return;
	worksheet_set_column(
	    s->sheet, (lxw_col_t)column, (lxw_col_t)column, n, NULL);
	worksheet_write_string(s->sheet, 0, (lxw_col_t)column,
	    cell_text(&s->book->text, text, &cut), s->book->heading);
	if (!s->rows)
		s->rows = 1;
}

static void
reach(struct xlsx_sheet *s, uint32_t row)
{
	if (s->rows <= row)
		s->rows = row + 1;
}

bool
xlsx_text(struct xlsx_sheet *s, uint32_t row, unsigned column, struct span text)
{
	bool cut;

	if (!s->sheet)
		return true;
	reach(s, row);
	worksheet_write_string(s->sheet, row, (lxw_col_t)column,
	    cell_text(&s->book->text, text, &cut), NULL);
	return !cut;
}

/* Of so many decimals: digits in groups, and as many as it has. */
static lxw_format *
amount_format_of(struct xlsx *x, int scale)
{
	char form[AMOUNT_SCALE_MAX + 8];
	size_t n = sizeof "#,##0" - 1;

	if (x->amounts[scale])
		return x->amounts[scale];
	memcpy(form, "#,##0.", n + 1);
	memset(form + n + 1, '0', (size_t)scale);
	form[scale ? n + 1 + (size_t)scale : n] = '\0';
	x->amounts[scale] = workbook_add_format(x->book);
	format_set_num_format(x->amounts[scale], form);
	return x->amounts[scale];
}

void
xlsx_amount(
    struct xlsx_sheet *s, uint32_t row, unsigned column, struct amount a)
{
	static const int64_t most = 1000000000000000; /* XLSX_DIGITS */
	char text[AMOUNT_TEXT_CAP];
	double power = 1;

	if (!s->sheet)
		return;
	if (amount_abs(a).minor >= most) {
		amount_format(a, text);
		xlsx_text(s, row, column, span_str(text));
		return;
	}
	/* Both are whole numbers that a double holds: what it is divided to is
	 * the one nearest to the amount, which is written with all its digits. */
	for (int i = 0; i < a.scale; i++)
		power *= 10;
	reach(s, row);
	worksheet_write_number(s->sheet, row, (lxw_col_t)column,
	    (double)(int64_t)a.minor / power,
	    amount_format_of(s->book, a.scale));
}

void
xlsx_day(struct xlsx_sheet *s, uint32_t row, unsigned column, int32_t day)
{
	char text[DATE_LEN + 1];
	lxw_datetime at = { 0 };

	if (!s->sheet)
		return;
	date_civil(day, &at.year, &at.month, &at.day);
	if (at.year <= 1900) { /* whose February they think had 29 days */
		date_format(day, text);
		xlsx_text(s, row, column, span_str(text));
		return;
	}
	reach(s, row);
	worksheet_write_datetime(
	    s->sheet, row, (lxw_col_t)column, &at, s->book->date);
}

void
xlsx_filter(struct xlsx_sheet *s, uint32_t rows, unsigned columns)
{
	if (s->sheet)
		worksheet_autofilter(
		    s->sheet, 0, 0, rows - 1, (lxw_col_t)(columns - 1));
}

/* Were all bytes taken that wait in the files without a name? */
static int
check_waiting(const struct xlsx *x, struct err *e)
{
	if (x->failed)
		return err_set(
		    e, ST_FAIL, "%s: cannot make a file beside it", x->path);
	for (const struct xlsx_sheet *s = x->sheets; s; s = s->next) {
		FILE *f = s->sheet->optimize_tmpfile;

		if (f && (fflush(f) || ferror(f)))
			return err_set(e, ST_FAIL,
			    "%s: cannot write all of it beside it", x->path);
	}
	return 0;
}

/* Does the file have every part, and every row? */
static int
check_rows(const struct xlsx *x, struct err *e)
{
	const struct xlsx_sheet *s = x->sheets;
	struct xlsx_rows rows;
	int r = xlsx_rows_open(&rows, x->temp, x->path, e);

	if (r == 0)
		r = xlsx_rows_parts(&rows, e);
	for (size_t n = 1; s && r == 0; s = s->next, n++)
		r = xlsx_rows_check(&rows, n, s->rows, e);
	xlsx_rows_close(&rows);
	return r;
}

static void
release(struct xlsx *x)
{
	while (x->sheets) {
		struct xlsx_sheet *next = x->sheets->next;

		free(x->sheets);
		x->sheets = next;
	}
	if (x->temp)
		atomic_file_remove(x->temp);
	quiet_close(&x->quiet);
	buf_free(&x->text);
	free(x->dir);
	free(x->path);
	free(x);
}

/* Has the library write it; it frees the book. */
static int
finish(struct xlsx *x, struct err *e)
{
	lxw_error said;

	quiet_begin(&x->quiet);
	said = workbook_close(x->book);
	quiet_end(&x->quiet);
	return said == LXW_NO_ERROR
	    ? 0
	    : err_set(e, ST_FAIL, "%s: %s", x->path, lxw_strerror(said));
}

int
xlsx_close(struct xlsx *x, struct err *e)
{
	int r;

	if (check_waiting(x, e)) {
		xlsx_abandon(x);
		return -1;
	}
	r = finish(x, e);
	if (r == 0 && (r = check_rows(x, e)) == 0 &&
	    (r = xlsx_rows_sync(x->temp, e)) == 0)
		r = atomic_file_appear(&x->temp, x->path, e);
	release(x);
	return r;
}

void
xlsx_abandon(struct xlsx *x)
{
	if (x->book)
		lxw_workbook_free(x->book);
	release(x);
}
