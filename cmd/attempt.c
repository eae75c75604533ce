/* attempt: runs one attempt of a node, recon-attempt(7); started by runners. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "attempt/attempt_shim.h"
#include "attempt/shim/shim.h"
#include "base/mem.h"

int
main(int argc, char **argv)
{
	struct err e;

	mem_program = "attempt";
	if (argc != 2 || fcntl(ATTEMPT_SHIM_LOCK, F_GETFD) < 0) {
		fprintf(stderr,
		    "usage: attempt directory, with its lock on descriptor "
		    "%d; see recon-attempt(7)\n",
		    ATTEMPT_SHIM_LOCK);
		return ST_FAIL;
	}
	if (shim_run(argv[1], &e) == 0)
		_exit(ST_OK);
	fprintf(stderr, "attempt: %s\n", e.text);
	return ST_FAIL;
}
