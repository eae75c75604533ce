/*
 * curl_memory: libcurl takes memory as all of us do, from what ends the program
 * where there is none.
 */
#ifndef CURL_MEMORY_H
#define CURL_MEMORY_H

/* Begins libcurl's global part; not 0 where it does not begin. Ended with
 * curl_global_cleanup. */
int curl_memory_begin(void);

#endif
