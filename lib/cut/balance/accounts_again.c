/* Transactions that others were in the way of. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cut/balance/accounts.h"
#include "sys/clock.h"

enum { PAUSE_MAX = 256 }; /* ms between two tries */

struct accounts_again
accounts_first(const struct accounts *a)
{
	unsigned s = a->db.wait_s ? a->db.wait_s : 1;

	return (struct accounts_again){
		clock_monotonic_ms() + (int64_t)s * 1000, 0
	};
}

static void
wait_some(unsigned tries)
{
	static unsigned seed;
	unsigned most = tries < 8 ? 1u << tries : PAUSE_MAX;
	struct timespec t;

	if (!seed)
		seed = (unsigned)getpid() ^ (unsigned)clock_wall_ms();
	t = (struct timespec){
		.tv_nsec = (long)(1 + (unsigned)rand_r(&seed) % most) * 1000000
	};
	nanosleep(&t, NULL);
}

bool
accounts_again(struct accounts *a, struct accounts_again *x, struct err *e)
{
	if (!a->is_conflict)
		return false;
	e->status = ST_AGAIN;
	if (clock_monotonic_ms() >= x->until)
		return false;
	wait_some(++x->tries);
	return true;
}
