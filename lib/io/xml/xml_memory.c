#include "io/xml/xml_memory.h"

#include <libxml/xmlmemory.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

static char *
copy(const char *s)
{
	return mem_dup(span_str(s));
}

void
xml_memory_give(void)
{
	static bool given;

	if (!given)
		xmlMemSetup(free, mem_alloc, mem_resize, copy);
	given = true;
}
