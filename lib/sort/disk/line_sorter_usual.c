#include <stdlib.h>

#include "sort/disk/line_sorter.h"
#include "sys/machine.h"
#include "sys/threads.h"

enum { MEMORY_SHARE = 8 }; /* the default is one part of so many */

void
line_sorter_usual(struct line_sorter_options *o)
{
	const char *dir = getenv("TMPDIR");

	*o = (struct line_sorter_options){
		.memory = (size_t)(machine_memory() / MEMORY_SHARE),
		.threads = threads_default(),
		.dir = dir && *dir ? dir : "/tmp",
	};
}
