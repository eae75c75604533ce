/* Signs between connections, and connections that are lost. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "db_server.h"

/* -- signs ----------------------------------------------------------------- */

static bool
comes(struct db *d, int ms)
{
	struct pollfd f = { db_descriptor(d), POLLIN, 0 };

	return poll(&f, 1, ms) == 1;
}

static bool
heard(struct db *d)
{
	bool is = false;

	OK(db_heard(d, &is, &e));
	return is;
}

static void
signs(void)
{
	struct db d, other;
	int64_t now;

	server_fresh(&d);
	server_open(&other, 5);
	OK(db_listen(&other, "recon_test", &e));
	OK(db_listen(&other, "recon_test", &e));
	EXPECT(!heard(&other));
	/* at once, and once */
	OK(db_notify(&d, "recon_test", &e));
	EXPECT(comes(&other, 10000) && heard(&other) && !heard(&other));
	/* behind the commit */
	OK(db_begin_many(&d, &now, &e));
	EXPECT(server_later(&d, 1) == 0);
	OK(db_notify(&d, "recon_test", &e));
	EXPECT(server_later(&d, 2) == 0);
	EXPECT(server_number(&d, "SELECT count(*) FROM t") == 2);
	EXPECT(!comes(&other, 300) && !heard(&other));
	OK(db_commit(&d, &e));
	EXPECT(comes(&other, 10000) && heard(&other) && !heard(&other));
	/* not at all */
	OK(db_begin_many(&d, &now, &e));
	OK(db_notify(&d, "recon_test", &e));
	OK(db_do(&d, "SELECT 1", NULL, 0, &e));
	OK(db_rollback(&d, &e));
	OK(db_notify(&d, "recon_other", &e));
	EXPECT(!comes(&other, 300) && !heard(&other));
	/* with an answer */
	OK(db_notify(&d, "recon_test", &e));
	while (!heard(&other))
		EXPECT(server_number(&other, "SELECT 7") == 7);
	/* one that is in a transaction hears it behind */
	OK(db_begin_many(&other, &now, &e));
	OK(db_notify(&d, "recon_test", &e));
	EXPECT(server_number(&other, "SELECT 7") == 7 && !heard(&other));
	OK(db_commit(&other, &e));
	EXPECT((heard(&other) || comes(&other, 10000)) && !heard(&d));
	db_close(&d);
	db_close(&other);
}

/* -- connections ----------------------------------------------------------- */

static void
control(const char *word)
{
	char command[512];

	snprintf(command, sizeof command, "%s %s", server_control, word);
	EXPECT(system(command) == 0);
}

/* All but of those that are asked end. */
static void
cut(struct db *by)
{
	OK(db_do(by,
	    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
	    "WHERE pid <> pg_backend_pid() AND datname = current_database()",
	    NULL, 0, &e));
}

/* It is lost for all that is tried, until it is made again. */
static void
is_lost(struct db *d)
{
	EXPECT(!db_was_conflict(d));
	FAILS(db_rollback(d, &e), ST_AGAIN, "");
	FAILS(db_do(d, "SELECT 1", NULL, 0, &e), ST_AGAIN, "");
	FAILS(db_run(d, "SELECT 1", &e), ST_AGAIN, "");
	FAILS(db_begin_many(d, &(int64_t){ 0 }, &e), ST_AGAIN, "");
	FAILS(db_begin(d, "lock", &e), ST_AGAIN, "");
	FAILS(db_ask_large(d, "SELECT 1", NULL, 0, &e), ST_AGAIN, "");
	FAILS(db_load_begin(d, "t", "k, s", 2, &e), ST_AGAIN, "");
	FAILS(db_commit(d, &e), ST_AGAIN, "");
	FAILS(db_heard(d, &(bool){ false }, &e), ST_AGAIN, "");
	EXPECT(!db_was_conflict(d));
}

static void
is_made_again(struct db *d, struct db *other)
{
	OK(db_again(d, &e));
	OK(db_again(d, &e));
	EXPECT(heard(d) && !heard(d)); /* there may have been one */
	OK(db_notify(other, "recon_test", &e));
	EXPECT(comes(d, 10000) && heard(d) && !heard(d));
	server_goes_on(d);
}

/* How a connection can be cut: of what is told to it then. */
enum { IDLE, BEGUN, QUEUED, LARGE, LOADING, WAYS };

static int
goes_on(struct db *d, int way)
{
	int r;

	switch (way) {
	case IDLE:
		return db_begin_many(d, &(int64_t){ 0 }, &e);
	case BEGUN:
		return db_do(d, "SELECT 1", NULL, 0, &e);
	case QUEUED:
		return db_commit(d, &e);
	case LARGE:
		while ((r = db_next(d, &e)) == 1)
			;
		return r;
	default:
		while ((r = db_load_row(d,
			    (struct db_value[]){ db_int(1), { 0 } }, &e)) == 0)
			;
		return r;
	}
}

static void
begin(struct db *d, int way)
{
	int64_t now;

	if (way == IDLE)
		return;
	OK(db_begin_many(d, &now, &e));
	if (way == QUEUED)
		EXPECT(server_later(d, 1) == 0);
	if (way == LARGE) {
		OK(db_ask_large(d,
		    "SELECT repeat('x', 1000) FROM generate_series(1, 100000)",
		    NULL, 0, &e));
		EXPECT(db_next(d, &e) == 1);
	}
	if (way == LOADING)
		OK(db_load_begin(d, "t", "k, s", 2, &e));
}

static void
terminated(void)
{
	struct db d, other;

	server_fresh(&other);
	server_open(&d, 5);
	OK(db_listen(&d, "recon_test", &e));
	for (int way = 0; way < WAYS; way++) {
		begin(&d, way);
		cut(&other);
		FAILS(goes_on(&d, way), ST_AGAIN, "");
		is_lost(&d);
		is_made_again(&d, &other);
		EXPECT(server_number(&other, "SELECT count(*) FROM t") == 0);
	}
	/* noticed before anything is asked */
	cut(&other);
	EXPECT(comes(&d, 10000));
	is_made_again(&d, &other);
	db_close(&d);
	db_close(&other);
}

static void
server_stopped(void)
{
	struct db d, other;

	if (!server_control) {
		test_skip("no command that stops the server");
		return;
	}
	server_fresh(&d);
	server_open(&other, 5);
	OK(db_listen(&d, "recon_test", &e));
	for (int way = 0; way < WAYS; way++) {
		begin(&d, way);
		control("stop");
		FAILS(goes_on(&d, way), ST_AGAIN, "");
		is_lost(&d);
		for (int i = 0; i < 2; i++)
			FAILS(db_again(&d, &e), ST_AGAIN, "refused");
		is_lost(&d);
		control("start");
		OK(db_again(&other, &e));
		is_made_again(&d, &other);
		EXPECT(server_number(&d, "SELECT count(*) FROM t") == 0);
	}
	db_close(&d);
	db_close(&other);
}

/* One that has too many connections may take this one later. */
static void
too_many(void)
{
	const char *at = strchr(server_url, '@');
	struct db_wish w = { .use = DB_CHANGE };
	struct db d, few;
	char url[256];

	server_fresh(&d);
	OK(db_run(&d,
	    "DROP ROLE IF EXISTS few; "
	    "CREATE ROLE few LOGIN CONNECTION LIMIT 0",
	    &e));
	snprintf(url, sizeof url, "postgresql://few%s", at);
	w.url = url;
	FAILS(db_open(&few, &w, &e), ST_AGAIN, "too many connections");
	OK(db_run(&d, "ALTER ROLE few CONNECTION LIMIT 1", &e));
	OK(db_open(&few, &w, &e));
	OK(db_do(&few, "SELECT 1", NULL, 0, &e));
	db_close(&few);
	OK(db_run(&d, "ALTER ROLE few NOLOGIN", &e));
	FAILS(db_open(&few, &w, &e), ST_FAIL, "not permitted to log in");
	OK(db_run(&d, "DROP ROLE few", &e));
	db_close(&d);
}

/* One that takes connections and says nothing; the URL says how long. */
static void
silent(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct db_wish w = { .use = DB_CHANGE };
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct db d;
	char url[80];

	EXPECT(bind(fd, (struct sockaddr *)&at, len) == 0);
	EXPECT(listen(fd, 4) == 0);
	EXPECT(getsockname(fd, (struct sockaddr *)&at, &len) == 0);
	snprintf(url, sizeof url,
	    "postgresql://127.0.0.1:%d/any?connect_timeout=2",
	    ntohs(at.sin_port));
	w.url = url;
	FAILS(db_open(&d, &w, &e), ST_AGAIN, "timeout expired");
	close(fd);
}

static int
option(const struct db *d, int name)
{
	int n = -1;
	socklen_t len = sizeof n;

	EXPECT(!getsockopt(db_descriptor(d), IPPROTO_TCP, name, &n, &len));
	return n;
}

/* A machine that is gone without a word is known within 30 s. */
static void
gone(void)
{
	struct db d;

	server_open(&d, 5);
	EXPECT(option(&d, TCP_USER_TIMEOUT) == 30000);
	EXPECT(option(&d, TCP_KEEPIDLE) +
		option(&d, TCP_KEEPINTVL) * option(&d, TCP_KEEPCNT) ==
	    30);
	db_close(&d);
}

/* The server takes back what nobody goes on with. */
static void
idle(void)
{
	struct db d, other;
	int64_t now;

	server_fresh(&other);
	server_open(&d, 5);
	OK(db_listen(&d, "recon_test", &e));
	for (int i = 0; i < 2; i++) {
		OK(db_begin_many(&d, &now, &e));
		EXPECT(server_later(&d, 1) == 0);
		OK(db_run(&d,
		    "SET LOCAL idle_in_transaction_session_timeout = '200ms'",
		    &e));
		while (server_number(&other,
			   "SELECT count(*) FROM pg_stat_activity WHERE "
			   "state LIKE 'idle in transaction%' AND datname = "
			   "current_database()") > 0)
			usleep(50000);
		EXPECT(server_later(&other, 1) == 0);
		FAILS(
		    i ? db_commit(&d, &e) : db_do(&d, "SELECT 1", NULL, 0, &e),
		    ST_AGAIN, "idle-in-transaction timeout");
		is_lost(&d);
		is_made_again(&d, &other);
		OK(db_run(&other, "DELETE FROM t", &e));
	}
	db_close(&d);
	db_close(&other);
}

int
main(int argc, char **argv)
{
	if (!server_is_there(argc, argv))
		return 0;
	alarm(300);
	test("a sign is heard behind the commit, once", signs);
	test(
	    "a connection that was cut is made again, and listens", terminated);
	test("a server that stops is reached again when it is there",
	    server_stopped);
	test("a server that has too many connections is tried again", too_many);
	test("a server that says nothing is given up", silent);
	test("a server that is gone without a word is noticed", gone);
	test("a transaction in which nothing is said is taken back", idle);
	return test_done();
}
