#include "report/sheet/day_sheets.h"

#include <signal.h>
#include <sys/resource.h>

#include "report/sheet/xlsx_rows.h"
#include "scratch.h"
#include "test.h"

/* A day of n closed lines and one open one, in sheets of so many rows; what
 * day_sheets_end says. */
static int
make(const char *path, unsigned n, uint32_t most, unsigned *sheets,
    struct err *e)
{
	struct day_sheets all;
	struct day d = { 0 };
	uint64_t cut;
	char line[128];
	struct result r;
	int got;

	if (day_sheets_begin(&all, path, 19000, LANGUAGE_EN, e))
		return -1;
	all.most = most;
	for (unsigned i = 0; i <= n; i++) {
		snprintf(line, sizeof line,
		    i ? "k%u\tmatched\t1.00\t1.00\t0.00\tCNY\t-\tl.a=%u"
		      : "k%u\tleft\t1.00\t-\t1.00\tCNY\t-\tl.a=%u",
		    i, i);
		EXPECT(result_parse(span_str(line), &r, e) == 0);
		EXPECT(day_add(&d, &r, e) == 0);
		day_sheets_add(&all, &r);
	}
	day_sort(&d);
	got = day_sheets_end(&all, &d, sheets, &cut, e);
	EXPECT(cut == 0);
	day_free(&d);
	return got;
}

/* Has the sheet so many rows? */
static bool
has(const char *path, size_t sheet, uint64_t rows)
{
	struct xlsx_rows x;
	struct err e;
	int r = xlsx_rows_open(&x, path, path, &e);

	r = r == 0 ? xlsx_rows_check(&x, sheet, rows, &e) : -1;
	xlsx_rows_close(&x);
	return r == 0;
}

static void
lines_that_a_sheet_does_not_take_go_on_in_another(void)
{
	/* lines, and the rows of the sheets of closed ones */
	static const struct {
		unsigned n;
		uint64_t rows[4];
	} cases[] = {
		{ 0, { 1 } },
		{ 1, { 2 } },
		{ 99, { 100 } },
		{ 100, { 100, 2 } },
		{ 198, { 100, 100 } },
		{ 199, { 100, 100, 2 } },
		{ 250, { 100, 100, 53 } },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned sheets, closed = 0;
		struct err e;

		EXPECT(make("a.xlsx", cases[i].n, 100, &sheets, &e) == 0);
		EXPECT(has("a.xlsx", 2, 2));
		for (; cases[i].rows[closed]; closed++)
			EXPECT(
			    has("a.xlsx", 3 + closed, cases[i].rows[closed]));
		EXPECT(sheets == 1 + closed);
		EXPECT(!has("a.xlsx", 3 + closed, 1));
		EXPECT(scratch_files(1) == 1);
	}
}

static void
rows_behind_those_that_tell_the_columns_are_all_there(void)
{
	unsigned sheets;
	struct err e;

	EXPECT(
	    make("b.xlsx", 3 * DAY_SHEETS_LEARN, XLSX_ROWS, &sheets, &e) == 0);
	EXPECT(sheets == 2 && has("b.xlsx", 3, 3 * DAY_SHEETS_LEARN + 1));
	EXPECT(!has("b.xlsx", 3, 3 * DAY_SHEETS_LEARN));
	EXPECT(!has("b.xlsx", 3, 3 * DAY_SHEETS_LEARN + 2));
	scratch_files(1);
}

static void
a_file_that_cannot_be_written_whole_is_told_and_does_not_appear(void)
{
	static const rlim_t limits[] = { 100, 5000, 20000, 60000, 100000 };
	struct rlimit was, now;
	unsigned sheets;
	struct err e;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		now = (struct rlimit){ limits[i], was.rlim_max };
		setrlimit(RLIMIT_FSIZE, &now);
		EXPECT(make("c.xlsx", 20000, XLSX_ROWS, &sheets, &e) == -1 &&
		    e.status == ST_FAIL);
		setrlimit(RLIMIT_FSIZE, &was);
		EXPECT(scratch_files(1) == 0);
	}
	getrlimit(RLIMIT_NOFILE, &was);
	for (rlim_t n = 3; n < 9; n++) {
		now = (struct rlimit){ n, was.rlim_max };
		setrlimit(RLIMIT_NOFILE, &now);
		EXPECT(make("d.xlsx", 5000, XLSX_ROWS, &sheets, &e) == -1 &&
		    e.status == ST_FAIL);
		setrlimit(RLIMIT_NOFILE, &was);
		EXPECT(scratch_files(1) == 0);
	}
	EXPECT(make("nowhere/c.xlsx", 1, XLSX_ROWS, &sheets, &e) == -1);
	EXPECT(e.status == ST_FAIL);
}

int
main(void)
{
	scratch_begin();
	test("lines that a sheet does not take go on in another",
	    lines_that_a_sheet_does_not_take_go_on_in_another);
	test("rows behind those that tell the columns are all there",
	    rows_behind_those_that_tell_the_columns_are_all_there);
	test("a file that cannot be written whole is told and does not appear",
	    a_file_that_cannot_be_written_whole_is_told_and_does_not_appear);
	scratch_end();
	return test_done();
}
