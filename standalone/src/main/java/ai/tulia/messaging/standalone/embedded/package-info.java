/**
 * Real PostgreSQL, Redis and Temporal as child processes, their data kept in one directory. A kill -9 at any moment
 * must not break the next start: what is built is built aside and renamed, and what is left running is found by its
 * command line and stopped.
 */
@NullMarked
package ai.tulia.messaging.standalone.embedded;

import org.jspecify.annotations.NullMarked;
