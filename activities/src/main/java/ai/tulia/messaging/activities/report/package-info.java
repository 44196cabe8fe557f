/** What the provider says became of messages that it took. */
@NullMarked
package ai.tulia.messaging.activities.report;

import org.jspecify.annotations.NullMarked;
