@NullMarked
package ai.tulia.messaging.store.idempotency;

import org.jspecify.annotations.NullMarked;
