/*
 * chance: numbers that look random and are the same in every run (Knuth, The
 * Art of Computer Programming 2, 3.3.4: a linear congruence modulo 2^64).
 */
#ifndef CHANCE_H
#define CHANCE_H

#include <stdint.h>

static uint64_t chance_seed = 1; /* the same seed, the same numbers */

/* A number from 0 to below - 1. */
static unsigned
chance(unsigned below)
{
	chance_seed = chance_seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(chance_seed >> 33) % below;
}

#endif
