/* A database becomes a truth: made, or looked at. */
#include <fcntl.h>
#include <unistd.h>

#include "cut/truth/truth_inside.h"
#include "cut/truth/truth_tables.h"
#include "sys/file/network_fs.h"
#include "sys/file/trusted_file.h"

/* 1: a truth is in it; 0: nothing is, in a file; -1, told. */
static int
look(struct truth *t, struct err *e)
{
	static const char *const sql[] = {
		[DB_SQLITE] = "SELECT count(*), coalesce(sum(name = "
			      "'recon_cut'), 0) FROM sqlite_master",
		[DB_POSTGRES] = "SELECT 0, count(*) FROM pg_class WHERE "
				"relname = 'recon_cut' AND "
				"pg_table_is_visible(oid)",
	};
	bool is_ours, has_others;

	if (db_ask_one(&t->db, sql[t->db.kind], NULL, 0, e) < 0)
		return -1;
	is_ours = db_cell_int(&t->db, 1) > 0;
	has_others = !is_ours && db_cell_int(&t->db, 0) > 0;
	db_done(&t->db);
	if (has_others)
		return err_set(e, ST_DATA,
		    "%s: holds other tables, and is no store of recon-cut",
		    t->db.name);
	return is_ours;
}

/* Two that find none do not both make one. */
static int
make(struct truth *t, bool rehearsal, struct err *e)
{
	int there;

	if (db_begin(&t->db, "cut", e))
		return -1;
	there = look(t, e);
	if (there)
		return truth_end(t, there < 0 ? -1 : 0, e);
	return truth_end(t,
	    truth_tables_make(&t->db, TRUTH_VERSION, rehearsal, e) ? -1 : 1, e);
}

static int
check(struct truth *t, bool rehearsal, struct err *e)
{
	int64_t version;
	int r = db_ask_one(
	    &t->db, "SELECT version, rehearsal FROM recon_cut", NULL, 0, e);

	if (r < 0)
		return -1;
	if (r == 0)
		return err_set(e, ST_DATA, "%s: is damaged: it says no version",
		    t->db.name);
	version = db_cell_int(&t->db, 0);
	t->rehearsal = db_cell_int(&t->db, 1) != 0;
	db_done(&t->db);
	if (version != TRUTH_VERSION)
		return err_set(e, ST_DATA,
		    "%s: is a store of version %lld, and this recon-cut knows "
		    "%d",
		    t->db.name, (long long)version, TRUTH_VERSION);
	if (t->rehearsal == rehearsal)
		return 0;
	return err_set(e, ST_FAIL,
	    rehearsal ? "%s: is no store of rehearsals, and --rehearse needs "
			"one of its own"
		      : "%s: is a store of rehearsals, for --rehearse alone",
	    t->db.name);
}

/* The commands of the books in it are run, so who changes things takes one alone
 * that nobody else can have written; one that is made is its owner's. What is not
 * there, or may not be made, the database tells. */
static int
check_file(const char *path, enum db_use use, struct err *e)
{
	int fd;

	if (use == DB_READ)
		return 0;
	if (use == DB_CREATE) {
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd >= 0)
			close(fd);
	}
	return access(path, F_OK) ? 0 : trusted_file_look(path, TRUST_WRITE, e);
}

/* ST_FAIL for a file on another machine, whose locks are not to be relied on. */
static int
check_dir(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct buf dir = { 0 };
	int r;

	buf_add(&dir,
	    slash ? (struct span){ path, (size_t)(slash - path + 1) }
		  : SPAN("./"));
	buf_byte(&dir, '\0');
	r = network_fs_refuse(dir.p, e);
	buf_free(&dir);
	return r;
}

static int
check_place(const char *url, enum db_use use, struct err *e)
{
	const char *path = url;

	if (use == DB_MEMORY || db_kind_of(url) != DB_SQLITE)
		return 0;
	if (span_begins(span_str(url), SPAN("sqlite:")))
		path += 7;
	return check_dir(path, e) || check_file(path, use, e) ? -1 : 0;
}

/* As look. */
static int
open_db(struct truth *t, const char *url, enum db_use use, struct err *e)
{
	const struct db_wish wish = {
		.url = url, .wait_s = TRUTH_WAIT_S, .use = use
	};

	if (check_place(url, use, e) || db_open(&t->db, &wish, e))
		return -1;
	return look(t, e);
}

static int
open_truth(struct truth *t, const char *url, enum db_use use, bool rehearsal,
    struct err *e)
{
	int there = open_db(t, url, use, e);

	if (there == 0 && use != DB_CREATE && use != DB_MEMORY)
		return err_set(
		    e, ST_FAIL, "%s: is no store of recon-cut yet", t->db.name);
	if (there < 0 || (there == 0 && make(t, rehearsal, e)))
		return -1;
	return check(t, rehearsal, e);
}

int
truth_open(struct truth *t, const char *url, enum db_use use, bool rehearsal,
    const char *who, struct err *e)
{
	*t = (struct truth){ .who = who };
	if (open_truth(t, url, use, rehearsal, e) == 0)
		return 0;
	truth_close(t);
	return -1;
}

int
truth_open_or_none(struct truth *t, const char *url, bool rehearsal,
    const char *who, struct err *e)
{
	int there = 0;

	*t = (struct truth){ .who = who };
	if (db_is_there(url))
		there = open_db(t, url, DB_READ, e);
	if (there > 0 && check(t, rehearsal, e) == 0)
		return 0;
	truth_close(t);
	return there ? -1 : truth_open(t, url, DB_MEMORY, rehearsal, who, e);
}

void
truth_close(struct truth *t)
{
	db_close(&t->db);
}
