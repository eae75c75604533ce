/*
 * xml_memory: where libxml2 takes its memory from.
 */
#ifndef XML_MEMORY_H
#define XML_MEMORY_H

/*
 * From base/mem, which ends the program where there is none: of itself libxml2
 * would go on, and tell of XML that is not well-formed. To be called before
 * anything else of it; only the first time counts.
 */
void xml_memory_give(void);

#endif
