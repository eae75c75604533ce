#include "bill/sheet/sheet_bad_rows.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum { LETTERS = 26 };

struct sheet_bad_row {
	uint64_t row;
	char *why; /* owned */
};

/* "C": the name of a column. */
static const char *
column_name(uint64_t column, char name[4])
{
	char *p = name + 3;

	*p = '\0';
	for (; column; column = (column - 1) / LETTERS)
		*--p = (char)('A' + (column - 1) % LETTERS);
	return p;
}

void
sheet_bad_rows_add(struct sheet_bad_rows *b, uint64_t row, uint64_t column,
    const struct err *why)
{
	char name[4];
	struct buf text = { 0 };

	if (b->n > b->at && b->list[b->n - 1].row == row)
		return;
	buf_printf(&text, "cell %s%ju: %s", column_name(column, name),
	    (uintmax_t)row, why->text);
	buf_byte(&text, '\0');
	b->list = mem_grow(b->list, &b->cap, b->n + 1, sizeof *b->list);
	b->list[b->n++] = (struct sheet_bad_row){ row, text.p };
}

int
sheet_bad_rows_ask(struct sheet_bad_rows *b, uint64_t row, struct err *e)
{
	while (b->at < b->n && b->list[b->at].row < row)
		free(b->list[b->at++].why);
	if (b->at == b->n) {
		b->at = b->n = 0;
		return 0;
	}
	if (b->list[b->at].row > row)
		return 0;
	return err_set(e, ST_DATA, "%s", b->list[b->at].why);
}

bool
sheet_bad_rows_wait(const struct sheet_bad_rows *b)
{
	return b->at < b->n;
}

void
sheet_bad_rows_free(struct sheet_bad_rows *b)
{
	for (size_t i = b->at; i < b->n; i++)
		free(b->list[i].why);
	free(b->list);
}
