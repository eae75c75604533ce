/* xlsx.h where there is no libxlsxwriter: compiled instead of xlsx.c. */
#include "report/sheet/xlsx.h"

struct xlsx *
xlsx_open(const char *path, int32_t day, struct err *e)
{
	(void)path, (void)day;
	err_set(e, ST_FAIL,
	    "this recon-report was built without --xlsx: it needs "
	    "libxlsxwriter (libxlsxwriter-dev)");
	return NULL;
}

struct xlsx_sheet *
xlsx_add(struct xlsx *x, const char *name)
{
	(void)x, (void)name;
	return NULL;
}

void
xlsx_heading(
    struct xlsx_sheet *s, unsigned column, struct span text, unsigned n)
{
	(void)s, (void)column, (void)text, (void)n;
}

bool
xlsx_text(struct xlsx_sheet *s, uint32_t row, unsigned column, struct span text)
{
	(void)s, (void)row, (void)column, (void)text;
	return true;
}

void
xlsx_amount(
    struct xlsx_sheet *s, uint32_t row, unsigned column, struct amount a)
{
	(void)s, (void)row, (void)column, (void)a;
}

void
xlsx_day(struct xlsx_sheet *s, uint32_t row, unsigned column, int32_t day)
{
	(void)s, (void)row, (void)column, (void)day;
}

void
xlsx_filter(struct xlsx_sheet *s, uint32_t rows, unsigned columns)
{
	(void)s, (void)rows, (void)columns;
}

int
xlsx_close(struct xlsx *x, struct err *e)
{
	(void)x, (void)e;
	return 0;
}

void
xlsx_abandon(struct xlsx *x)
{
	(void)x;
}
