/** One line of the log for each request: who called what, and what came of it. */
@NullMarked
package ai.tulia.messaging.api.accesslog;

import org.jspecify.annotations.NullMarked;
