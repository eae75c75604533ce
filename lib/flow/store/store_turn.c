#include "flow/store/flow_store.h"

#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"
#include "sys/file/flock_file.h"
#include "sys/file/presence.h"

int
flow_store_lock(const char *dir, unsigned seconds, struct err *e)
{
	struct buf path = { 0 };
	int fd;

	buf_printf(&path, "%s/runner.lock", dir);
	buf_byte(&path, '\0');
	fd = flock_file_wait(path.p, dir, "running flows", seconds, e);
	buf_free(&path);
	if (fd >= 0)
		presence_put(fd);
	return fd;
}

int
flow_store_has_runner(const char *dir)
{
	struct buf path = { 0 };
	int there;

	buf_printf(&path, "%s/runner.lock", dir);
	buf_byte(&path, '\0');
	there = presence_look(path.p);
	buf_free(&path);
	return there;
}

void
flow_store_close(struct flow_store *s)
{
	db_close(&s->db);
	buf_free(&s->text);
	store_memory_free(s);
	*s = (struct flow_store){ 0 };
}

int
flow_store_begin(struct flow_store *s, struct err *e)
{
	int64_t now = 0;

	if (s->shared ? db_begin_many(&s->db, &now, e)
		      : db_begin(&s->db, "flow", e))
		return -1;
	s->within = true;
	if (now)
		s->now = now;
	return 0;
}

int
flow_store_commit(struct flow_store *s, struct err *e)
{
	if (store_ids_keep(s, e) || store_counts_write(s, e) ||
	    store_rates_write(s, e) || store_alarms_write(s, e) ||
	    db_commit(&s->db, e))
		return -1;
	s->within = false;
	store_memory_end(s, false);
	return 0;
}

int
flow_store_rollback(struct flow_store *s, struct err *e)
{
	s->within = false;
	store_ids_rollback(s);
	store_memory_end(s, true);
	return db_rollback(&s->db, e);
}

int
flow_store_release(struct flow_store *s, struct err *e)
{
	if (db_later(
		&s->db, "DELETE FROM note WHERE name = 'restored'", NULL, 0, e))
		return -1;
	s->restored = false;
	return 0;
}

int
flow_store_note(
    struct flow_store *s, const char *name, struct buf *b, struct err *e)
{
	const struct db_value v = db_str(name);
	int r = db_ask_one(
	    &s->db, "SELECT value FROM note WHERE name = $1", &v, 1, e);

	if (r <= 0)
		return r;
	buf_add(b, db_cell(&s->db, 0));
	db_done(&s->db);
	return 1;
}

int
flow_store_note_put(
    struct flow_store *s, const char *name, struct span value, struct err *e)
{
	const struct db_value v[] = { db_str(name),
		db_text(value.p ? value : SPAN("")) };

	return db_later(&s->db,
	    "INSERT INTO note (name, value) VALUES ($1, $2) "
	    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	    v, 2, e);
}
