#include "flow/store/store_rows.h"

#include <stdlib.h>

#include "base/mem.h"

static void
add(struct store_rows *r, struct span cell)
{
	r->cells = mem_grow(r->cells, &r->cap, r->n + 1, sizeof *r->cells);
	if (cell.p)
		cell.p = arena_text(&r->texts, cell);
	r->cells[r->n++] = cell;
}

int
store_rows_read(struct store_rows *r, struct flow_store *s, const char *sql,
    const struct db_value *v, size_t n, size_t columns, struct err *e)
{
	int more;

	r->columns = columns;
	if (db_ask(&s->db, sql, v, n, e))
		return -1;
	while ((more = db_next(&s->db, e)) > 0)
		for (size_t i = 0; i < columns; i++)
			add(r, db_cell(&s->db, (int)i));
	return more;
}

const char *
store_rows_text(const struct store_rows *r, size_t row, size_t col)
{
	return r->cells[row * r->columns + col].p;
}

int64_t
store_rows_int(const struct store_rows *r, size_t row, size_t col)
{
	const char *p = store_rows_text(r, row, col);

	return p ? strtoll(p, NULL, 10) : 0;
}

void
store_rows_free(struct store_rows *r)
{
	free(r->cells);
	arena_free(&r->texts);
	*r = (struct store_rows){ 0 };
}
