/* Who did what. */
#include "flow/list/flow_list.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

#define COLUMNS \
	"SELECT id, at, coalesce(run, 0), coalesce(node, ''), what, " \
	"coalesce(who, ''), coalesce(text, '') FROM log "

int
flow_log_rows(struct flow_store *s, int64_t run, int64_t behind, size_t max,
    flow_log_do *call, void *arg, struct err *e)
{
	const struct db_value v[] = { db_int(behind), db_int((int64_t)max),
		db_int(run) };
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s,
	    run ? COLUMNS "WHERE run = $3 AND id > $1 ORDER BY id LIMIT $2"
		: COLUMNS "WHERE id > $1 ORDER BY id LIMIT $2",
	    v, run ? 3 : 2, 7, e);

	for (size_t i = 0; r == 0 && i < store_rows_count(&rows); i++) {
		const struct flow_log_row row = {
			.id = store_rows_int(&rows, i, 0),
			.at = store_rows_int(&rows, i, 1),
			.run = store_rows_int(&rows, i, 2),
			.node = store_rows_text(&rows, i, 3),
			.what = store_rows_text(&rows, i, 4),
			.who = store_rows_text(&rows, i, 5),
			.text = store_rows_text(&rows, i, 6),
		};

		r = call(arg, &row, e);
	}
	store_rows_free(&rows);
	return r;
}

/* Text, or NULL for none. */
static struct db_value
some(const char *s)
{
	return store_text(s && *s ? s : NULL);
}

int
flow_log_add(
    struct flow_store *s, const struct flow_log_row *row, struct err *e)
{
	const struct db_value v[] = { db_int(row->at), store_int(row->run),
		some(row->node), db_str(row->what), some(row->who),
		some(row->text) };

	return db_later(&s->db,
	    "INSERT INTO log (at, run, node, what, who, text) "
	    "VALUES ($1, $2, $3, $4, $5, $6)",
	    v, 6, e);
}
