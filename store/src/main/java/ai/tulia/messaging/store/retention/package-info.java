/** What removes old data, as role {@code tulia_eraser}. */
@NullMarked
package ai.tulia.messaging.store.retention;

import org.jspecify.annotations.NullMarked;
