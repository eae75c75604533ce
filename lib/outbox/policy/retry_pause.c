#include "outbox/policy/retry_pause.h"

#include <unistd.h>

#include "sys/clock.h"

/* Knuth's linear congruence modulo 2^64. */
static uint64_t
next(struct retry_chance *c)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return c->state >> 33;
}

struct retry_chance
retry_chance_of_now(void)
{
	struct retry_chance c = { (uint64_t)clock_wall_ms() << 20 ^
		(uint64_t)getpid() };

	next(&c);
	return c;
}

int64_t
retry_pause(struct retry_chance *c, int64_t seconds)
{
	int64_t permille = 900 + (int64_t)(next(c) % 201);

	return (seconds * permille + 500) / 1000;
}
