#include "cut/turn/turn_do.h"

#include <signal.h>
#include <sys/stat.h>

#include "scratch.h"
#include "test.h"
#include "value/time/date.h"

enum { DAY = 20785 /* 2026-11-28 */, CUT_OFF = 1795878000 };

static struct err e;
static struct buf said;

static void
say(const char *line)
{
	buf_str(&said, line);
	buf_byte(&said, '\n');
}

static void
write_text(const char *path, const char *text, mode_t mode)
{
	scratch_write(path, text, strlen(text));
	chmod(path, mode);
}

/* Two systems that say ok, unless there is a file of the event's name. */
static void
setup(void)
{
	write_text("pay.cut",
	    "[cut]\nzone = Asia/Shanghai\ncut-off = 23:00\n"
	    "calendar = every-day\nfirst = 2026-11-28\n"
	    "[system bill]\nvalidates = yes\n"
	    "[system ledger]\nafter = bill\n",
	    0644);
	write_text("targets.ini",
	    "[bill]\ntransport = ./t\n[ledger]\ntransport = ./t\n", 0644);
	write_text("t",
	    "#!/bin/sh\n"
	    "echo 'recon-transport 1 window=1'\n"
	    "while read -r v; do\n"
	    "id=${v#*'\"id\":\"'} id=${id%%'\"'*} what=${id#*.*.*.*.*.}\n"
	    "case $what in\n"
	    "date.*) what=date more='\tdate=2026-11-29\tannounced=-' ;;\n"
	    "ready) more='\tin.bill.count=1' ;;\n"
	    "complete) more='\tout.ledger.count=1' ;;\n"
	    "*) more= ;;\n"
	    "esac\n"
	    "if [ -e \"$2.$what\" ]; then\n"
	    "printf '%s\\tretry\\t-\\tbusy\\n' \"$id\"\n"
	    "else printf '%s\\tok%s\\n' \"$id\" \"$more\"; fi\n"
	    "done\n",
	    0755);
}

/* A command at a moment, and what it said. */
static enum status
order(enum cut_command command, int32_t date, int64_t at, const char *text)
{
	const struct turn_wish w = { .book = "pay.cut",
		.store = "t.db",
		.use = DB_CREATE,
		.transports = ".",
		.who = "me",
		.rehearsal = true,
		.has_at = true,
		.at = at,
		.say = say };
	const struct turn_order o = { .command = command, .date = date };
	enum status status = ST_BROKEN;
	struct turn t;

	buf_clear(&said);
	EXPECT(turn_open(&t, &w, &e) == 0);
	EXPECT(turn_do(&t, &o, &status, &e) == 0);
	turn_close(&t);
	buf_byte(&said, '\0');
	EXPECT_STR(said.p, text);
	return status;
}

/* From announce to sealed. */
static void
turn_to_sealed(int32_t date)
{
	int64_t at = CUT_OFF + (int64_t)(date - DAY) * 86400;
	char day[DATE_LEN + 1];
	struct buf b = { 0 };

	date_format(date, day);
	buf_printf(&b,
	    "%s: try 1 begins\n%s: bill: announced\n%s: ledger: announced\n"
	    "%s: decided\n%c",
	    day, day, day, day, '\0');
	EXPECT(order(CUT_DO_ANNOUNCE, date, at - 3600, b.p) == ST_OK);
	buf_clear(&b);
	buf_printf(&b, "%s: bill: cut\n%s: ledger: cut\n%c", day, day, '\0');
	EXPECT(order(CUT_DO_CUT, date, at, b.p) == ST_OK);
	buf_clear(&b);
	buf_printf(&b, "%s: bill: complete\n%s: ledger: is not ready yet\n%c",
	    day, day, '\0');
	EXPECT(order(CUT_DO_COMPLETE, date, at, b.p) == ST_AGAIN);
	buf_clear(&b);
	buf_printf(&b, "%s: ledger: ready\n%c", day, '\0');
	EXPECT(order(CUT_DO_READY, date, at, b.p) == ST_OK);
	buf_clear(&b);
	buf_printf(&b, "%s: ledger: complete\n%c", day, '\0');
	EXPECT(order(CUT_DO_COMPLETE, date, at, b.p) == ST_OK);
	buf_clear(&b);
	buf_printf(&b, "%s: sealed\n%c", day, '\0');
	EXPECT(order(CUT_DO_SEAL, date, at, b.p) == ST_OK);
	buf_free(&b);
}

static void
locks(void)
{
	int64_t at = CUT_OFF + 60;

	setup();
	turn_to_sealed(DAY);
	EXPECT(order(CUT_DO_LOCK, DAY, at, "2026-11-28: is not tied yet\n") ==
	    ST_AGAIN);
	EXPECT(order(CUT_DO_TIE, DAY, at, "2026-11-28: tied\n") == ST_OK);
	EXPECT(order(CUT_DO_TIE, DAY, at, "2026-11-28: is tied already\n") ==
	    ST_OK);
	/* the next is turned meanwhile, and not locked before it */
	turn_to_sealed(DAY + 1);
	EXPECT(order(CUT_DO_TIE, DAY + 1, at, "2026-11-29: tied\n") == ST_OK);
	EXPECT(order(CUT_DO_LOCK, DAY + 1, at,
		   "2026-11-29: the date before it is not locked yet\n") ==
	    ST_AGAIN);
	write_text("ledger.locked", "", 0644);
	EXPECT(order(CUT_DO_LOCK, DAY, at,
		   "2026-11-28: bill: locked\n"
		   "2026-11-28: ledger: locked: not yet: busy\n") == ST_AGAIN);
	unlink("ledger.locked");
	write_text("ledger.date", "", 0644);
	EXPECT(order(CUT_DO_LOCK, DAY, at,
		   "2026-11-28: ledger: locked: not yet: it does not say where "
		   "it stands: busy\n") == ST_AGAIN);
	unlink("ledger.date");
	EXPECT(
	    order(CUT_DO_LOCK, DAY, at,
		"2026-11-28: ledger: locked\n2026-11-28: locked\n") == ST_OK);
	EXPECT(order(CUT_DO_LOCK, DAY, at, "2026-11-28: is locked already\n") ==
	    ST_OK);
	EXPECT(order(CUT_DO_LOCK, DAY + 1, at,
		   "2026-11-29: bill: locked\n2026-11-29: ledger: locked\n"
		   "2026-11-29: locked\n") == ST_OK);
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	scratch_begin();
	test("dates are tied, and locked in their order", locks);
	buf_free(&said);
	scratch_end();
	return test_done();
}
