#include "flow/store/store_mark.h"

#include "flow/store/store_file.h"
#include "flow/store/store_inside.h"
#include "sys/clock.h"

int
store_version(const struct flow_store *s, int64_t version,
    enum flow_store_use use, struct err *e)
{
	bool is_before = version == FLOW_STORE_VERSION - 1;

	if (version == FLOW_STORE_VERSION ||
	    (is_before && use == FLOW_STORE_MOVE))
		return 1;
	if (is_before && s->db.kind == DB_SQLITE)
		return err_set(e, ST_FAIL,
		    "%s: is a store of version %lld, made by an older "
		    "recon-flow: \"recon-flow move DIR DIR\", its directory "
		    "twice, makes it one of version %d",
		    s->db.name, (long long)version, FLOW_STORE_VERSION);
	return err_set(e, ST_FAIL,
	    version > FLOW_STORE_VERSION
		? "%s: is a store of version %lld, made by a newer "
		  "recon-flow; this one knows version %d"
		: "%s: is a store of version %lld, made by an older "
		  "recon-flow; this one knows version %d",
	    s->db.name, (long long)version, FLOW_STORE_VERSION);
}

int
store_stays(struct flow_store *s, enum flow_store_use use, struct err *e)
{
	struct buf to = { 0 };
	int moved = 0, arriving = 0;

	if (use == FLOW_STORE_RUN) {
		moved = flow_store_note(s, "moved", &to, e);
		if (moved == 0)
			arriving = flow_store_note(s, "arriving", &to, e);
	}
	if (moved > 0)
		err_set(e, ST_FAIL,
		    "%s: was moved to %.*s, which is the store now", s->db.name,
		    (int)to.len, to.p);
	if (arriving > 0)
		err_set(e, ST_FAIL,
		    "%s: the store has not all come here from %.*s: the same "
		    "recon-flow move once more ends that",
		    s->db.name, (int)to.len, to.p);
	buf_free(&to);
	return moved || arriving ? -1 : 0;
}

int
store_is_empty(const struct flow_store *s, struct err *e)
{
	return err_set(
	    e, ST_AGAIN, "%s: is empty: nothing has run in it yet", s->db.name);
}

/* What is to be done about one that lacks something. */
static const char *
hint(const struct flow_store *s)
{
	return s->db.kind == DB_SQLITE ? ": " STORE_FILE_HINT : "";
}

/* Random bits, by the database. */
int
store_id_make(struct flow_store *s, struct err *e)
{
	struct span id;

	if (db_ask_one(&s->db,
		s->db.kind == DB_SQLITE
		    ? "SELECT lower(hex(randomblob(16)))"
		    : "SELECT replace(gen_random_uuid()::text, '-', '')",
		NULL, 0, e) < 0)
		return -1;
	id = db_cell(&s->db, 0);
	if (id.len != sizeof s->id - 1) {
		db_done(&s->db);
		return err_set(e, ST_BROKEN, "%s: no id", s->db.name);
	}
	*span_put(s->id, id) = '\0';
	db_done(&s->db);
	return flow_store_note_put(s, "id", span_str(s->id), e);
}

int
store_id_read(struct flow_store *s, struct err *e)
{
	struct buf id = { 0 };
	int r = flow_store_note(s, "id", &id, e);

	if (r > 0 && id.len == sizeof s->id - 1)
		*span_put(s->id, buf_span(&id)) = '\0';
	else if (r >= 0)
		r = err_set(e, ST_DATA, "%s: is damaged: it has no id%s",
		    s->db.name, hint(s));
	buf_free(&id);
	return r < 0 ? -1 : 0;
}

int
store_id_renew(struct flow_store *s, struct err *e)
{
	struct buf was = { 0 };
	int r;

	buf_printf(&was, "%lld %s", (long long)clock_wall_ms(), s->id);
	r = flow_store_note_put(s, "restored", buf_span(&was), e);
	buf_free(&was);
	if (r == 0)
		r = store_id_make(s, e);
	if (r == 0)
		r = db_do(&s->db, "DELETE FROM note WHERE name = 'backup'",
		    NULL, 0, e);
	return r;
}

int
store_open_take(struct flow_store *s, struct err *e)
{
	struct buf when = { 0 };
	int restored;

	if (store_id_read(s, e) || store_ids_read(s, e))
		return -1;
	restored = flow_store_note(s, "restored", &when, e);
	s->restored = restored > 0;
	buf_free(&when);
	return restored < 0 ? -1 : 0;
}
