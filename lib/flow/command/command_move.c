#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "attempt/attempt_machine.h"
#include "base/plural.h"
#include "flow/command/command.h"
#include "flow/keep/flow_move.h"
#include "option/kept_place.h"

/* What has come there. */
static void
tell(const struct command *c, const struct flow_moved *m, const char *to)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s: ", to);
	if (m->was_done)
		buf_str(&b, "the store had come here, and can be run now");
	else
		buf_printf(&b,
		    "%" PRId64 " run%s, %" PRId64 " of which ha%s not ended, "
		    "and %" PRId64 " attempt%s under way",
		    m->runs, plural((uint64_t)m->runs), m->going,
		    m->going == 1 ? "s" : "ve", m->open,
		    plural((uint64_t)m->open));
	buf_byte(&b, '\0');
	c->say(b.p);
	buf_free(&b);
}

int
command_move(const struct command *c, enum status *status, struct err *e)
{
	struct flow_move_wish wish = { .from = c->operands[0],
		.to = c->operands[1],
		.password_file = c->options->password_file,
		.wait = c->options->wait };
	bool is_to_dir = db_kind_of(wish.to) == DB_SQLITE;
	struct attempt_machine m;
	struct flow_moved moved;
	char host[256] = "";

	(void)status;
	if (wish.password_file && is_to_dir &&
	    db_kind_of(wish.from) == DB_SQLITE)
		return err_set(e, ST_FAIL,
		    "--password-file goes with a store on a server, "
		    "postgresql://...");
	if (gethostname(host, sizeof host - 1))
		return err_sys(e, ST_FAIL, "gethostname");
	attempt_machine_read(&m, "/proc");
	wish.host = host;
	wish.boot = m.boot;
	if ((db_kind_of(wish.from) == DB_POSTGRES &&
		kept_place_make(wish.to, e)) ||
	    flow_move(&wish, &moved, e))
		return -1;
	tell(c, &moved, wish.to);
	return 0;
}
