@NullMarked
package ai.tulia.messaging.store.broadcast;

import org.jspecify.annotations.NullMarked;
