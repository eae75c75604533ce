#include "net/curl/curl_memory.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "base/mem.h"

static void *
resize(void *p, size_t n)
{
	return mem_resize(p, n ? n : 1);
}

static char *
copy(const char *s)
{
	return mem_dup(span_str(s));
}

int
curl_memory_begin(void)
{
	return (int)curl_global_init_mem(
	    CURL_GLOBAL_ALL, mem_alloc, free, resize, copy, mem_zeroed);
}
