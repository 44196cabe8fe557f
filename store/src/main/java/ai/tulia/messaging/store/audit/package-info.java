@NullMarked
package ai.tulia.messaging.store.audit;

import org.jspecify.annotations.NullMarked;
